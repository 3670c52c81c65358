import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const disabledAccounts: Topic = {
  id: 'disabled-accounts',
  title: 'Disabled accounts without MFA',
  answer: 'While disabled, an account cannot sign in and is left out of Microsoft\'s count of enabled accounts, so on its own it does not make you non-compliant. The moment it is re-enabled without MFA it counts, with no exception. With an admin role or a place in an exclusion list it is a sleeping bypass: remove both.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Whether disabled admin accounts for emergencies, without MFA, break compliance. Theirs is cloud-only, excluded from the baseline policies, and switched on to bypass MFA.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'Was trying to get guidance and asked whether disabled on-premises was meant; no direct answer followed. Asked who could enable it when no admin can log on; the partner agreed that nobody can.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'No exception for such an account: all user accounts in the tenant must be protected by MFA, and excluding it by Conditional Access is against the contract.' },
  ],
  today: [
    { since: '2022-09-16', text: 'The Partner Center metric divides by enabled accounts only. An example: 110 accounts, of which 10 are disabled, gives 100 as the base.', sources: [sources.statusReport] },
    { text: 'A reply in another partner thread quotes the scope as all enabled users including guest users.', sources: [sources.scopeThread], unverified: true },
    { text: 'What matters is accountEnabled in Entra ID (block sign-in in the cloud). An account disabled in the local AD is disabled in the cloud only once sync has run; the cloud value decides.', sources: [], unverified: true },
    { since: '2025-02-10', text: 'A disabled account is no emergency account: those are to stay enabled, cloud-only and protected by a strong method.', sources: [sources.emergencyAccess] },
  ],
  disagreements: ['Switching it on "to bypass MFA" contradicts the no-exception rule at once; the next daily count includes it.'],
  checks: [
    { finding: 'disabled-account', home: true, text: 'Disabled accounts that hold an admin role or sit in an exclusion list or group.' },
    { finding: 'excluded-from-policy', text: 'Enabled accounts that are excluded: these fail.' },
  ],
  todo: ['Take roles and exclusions off; delete what nobody needs.', 'Or turn it into a proper emergency account: enabled, FIDO2 key, own policy, alert.', 'Register and enforce MFA before you enable any account; alert on accounts being enabled, and watch for one switched on and off.', 'Blocked shared mailboxes belong here too: keep their sign-in blocked.'],
  related: ['emergency-accounts', 'shared-mailboxes', 'who-counts-as-user'],
};
