import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const perUserMfa: Topic = {
  id: 'per-user-mfa',
  title: 'Per-user MFA',
  answer: 'It is allowed and needs no P1, but it is the last resort: account by account, error-prone, and new users are not covered until someone switches them on. Enabled is not Enforced: an Enabled user who has not registered can still use the password alone in old clients. Prefer security defaults, or Conditional Access for all users, and then set it to Disabled.',
  thread: [
    { kind: 'hearsay', by: 'partner asking for exclusions', text: 'Manual per-user MFA is error-prone, but the only option left without P1; wanted it with app passwords for special accounts.' },
    { kind: 'question', by: 'partner who opened the thread', text: 'Speaks of "MFA enabled" users, which is ambiguous.' },
    { kind: 'stated rule', by: 'Microsoft employee (office hours)', text: 'Each user account must have MFA enforced. Nothing was said against per-user MFA.' },
    { kind: 'unanswered', by: 'partner asking for exclusions', text: 'No reply on mixing it with baseline policies.' },
  ],
  today: [
    { since: '2025-07-13', text: 'Three states. Disabled: default. Enabled: enrolled, asked to register at the next sign-in; until registered the password still works for legacy authentication. Enforced: registered, MFA at each sign-in; old clients need app passwords. Enabled turns into Enforced after registration.', sources: [sources.userStates] },
    { since: '2025-07-13', text: 'Do not combine it with Conditional Access; Microsoft recommends Conditional Access or security defaults instead. Trusted IPs and remembered devices make exceptions.', sources: [sources.userStates, sources.mfaSettings] },
    { text: 'State in Graph: perUserMfaState, readable and writable (beta). Disabled is normal where defaults or Conditional Access are on.', sources: [sources.perUserGraph] },
    { since: '2025-09-30', text: 'The methods of the legacy MFA and SSPR portals were due to move to the authentication methods policy (announced March 2025, outcome not checked). An end of per-user MFA itself was not announced in what was read.', sources: [sources.methodsManage], unverified: true },
    { text: 'Microsoft\'s partner score counts per-user MFA as one of the ways.', sources: [sources.adminsScore] },
  ],
  disagreements: ['A user shown as "Disabled" in this list may well be covered by a policy; the list shows only per-user states.'],
  checks: [
    { finding: 'per-user-legacy', home: true, text: 'Accounts that rest on per-user MFA alone. Enforced counts for the contract, unless trusted IPs or remembered devices hollow it out (check these by hand).' },
    { finding: 'not-registered', text: 'Enabled but not registered: a risk, and not compliant where legacy authentication is open.' },
  ],
  todo: ['Turn defaults or a policy for all users on first, then set each user to Disabled; registered methods stay.', 'Until then: compare new accounts with their state weekly, empty the trusted IP list, and go for Enforced.'],
  related: ['baseline-policies', 'app-passwords', 'licensing'],
};
