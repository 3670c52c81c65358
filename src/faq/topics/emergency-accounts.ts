import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const emergencyAccounts: Topic = {
  id: 'emergency-accounts',
  title: 'Emergency (break-glass) accounts',
  answer: 'Keep two, but no exclusion from MFA: in a partner tenant every account needs it, a break-glass account included. Give it a different method from the daily admins, best FIDO2 keys or passkeys (or a certificate), cloud-only on onmicrosoft.com, under its own phishing-resistant policy. Monitor each sign-in and test the account regularly.',
  thread: [
    { kind: 'question', by: 'visiting partner', text: 'An emergency account is needed when MFA is down or the phone of the last admin is lost; theirs is monitored and alerted.' },
    { kind: 'question', by: 'partner asking for exclusions', text: 'With both baseline policies on, the recommended break-glass account cannot be used.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'No exception is possible under the program terms; all user accounts need protection by MFA. Microsoft recommends an emergency account in the cloud: if all admins are synced from the local AD or use AD FS, a local issue locks you out completely.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'A different MFA method or another MFA service (AD FS with third-party MFA) could serve; custom controls were still being clarified.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'No confirmation that exclusion is allowed; the answer promised in a few days never appears.' },
  ],
  today: [
    { since: '2023-05-12', text: 'The partner FAQ: no exclusion; set up the account differently, for example with another MFA provider.', sources: [sources.partnerFaq] },
    { since: '2025-02-10', text: 'Two or more cloud-only accounts on the onmicrosoft.com domain, not federated or synced, tied to no single person; passkey (FIDO2) or certificate, a method other than the daily admins\'; Global Administrator permanently active; Conditional Access that demands phishing-resistant MFA; keys in a safe place; an alert on each sign-in; validated at least every 90 days and after staff changes.', sources: [sources.emergencyAccess] },
    { since: '2025-02', text: 'A view of a Microsoft product manager, relayed in the docs\' tracker: phishing-resistant method, still excluded from Conditional Access.', sources: [sources.breakGlassDocs], unverified: true },
    { since: '2026-04-03', text: 'Mandatory MFA of the admin portals hits break-glass accounts too, whatever is excluded; a long password alone is no longer enough.', sources: [sources.portals] },
  ],
  disagreements: [
    'Entra templates advise excluding emergency accounts from Conditional Access; the emergency page wants a phishing-resistant policy for them; the partner FAQ forbids exclusion. For a partner tenant the partner rule wins.',
    'Scanners clash as well (Maester MT.1005 against MT.1036). Leaving the account out of the general policy does no harm while another enabled policy demands MFA of it.',
  ],
  checks: [
    { finding: 'emergency-account', home: true, text: 'Accounts that look like break-glass: covered or not, and their methods. To prove that it has a FIDO2 key, look for fido2 or passkey in the methods of its registration report.' },
    { finding: 'excluded-from-policy', home: true, text: 'Accounts excluded from every policy that would ask for MFA.' },
    { finding: 'weak-methods', text: 'SMS or voice alone: a risk.' },
  ],
  todo: ['Two accounts, two hardware keys each, a dedicated policy with phishing-resistant strength.', 'Never leave one disabled, or with a password only.'],
  related: ['disabled-accounts', 'mfa-outage', 'separate-admin-accounts'],
};
