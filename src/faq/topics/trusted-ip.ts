import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const trustedIp: Topic = {
  id: 'trusted-ip',
  title: 'Trusted IPs and location exclusions',
  answer: 'No: a user whose MFA is skipped at a trusted IP or office location does not meet the requirement and is not compliant. A sign-in from there carries no MFA claim in its token. Drop the exclusion and keep prompts rare with Windows Hello or passkeys.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Whether MFA plus a trusted IP of the office counts.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'Exceptions for locations or IP ranges will not be compliant, since there would be no MFA claim in the user\'s token.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'Personal opinion: a relatively weak control as well.' },
    { kind: 'unanswered', by: 'partner who opened the thread', text: 'Later plans to use an allowed IP as the way back in during an outage; no reply. It breaks the same rule.' },
  ],
  today: [
    { since: '2023-05-12, unchanged since 2019', text: 'Conditional Access may be used, but no feature that gets around the MFA challenge, such as trusted locations, is allowed in a partner tenant.', sources: [sources.partnerFaq] },
    { since: '2022-09-16', text: 'MFA only from unknown places lowers the Partner Center metric (requests with MFA).', sources: [sources.statusReport] },
    { since: '2024-06-11', text: 'The trusted IPs of per-user MFA (P1, at most 50 ranges; for AD FS also the intranet) make Entra skip the prompt.', sources: [sources.mfaSettings] },
    { since: '2026-04-03', text: 'Mandatory MFA of the admin portals ignores location exclusions.', sources: [sources.portals] },
    { text: 'The list of trusted IPs of per-user MFA seems not to be readable through Graph.', sources: [], unverified: true },
  ],
  disagreements: ['Entra docs still describe trusted IPs as a feature. That is what the product can do, not what the partner terms permit.', 'VPN, fixed IP or head office makes no difference: a network, however well guarded, is not a second factor.'],
  checks: [
    { finding: 'location-exclusion', home: true, text: 'Policies that exclude all trusted or named locations, where no other policy asks for MFA there. Locations that only block or only add stricter rules do no harm.' },
    { finding: 'per-user-legacy', text: 'Per-user MFA, whose trusted IP list you must check by hand.' },
  ],
  todo: ['Remove the location exclusion, and the trusted IPs in the MFA service settings.', 'Locations may be used to block countries or to add demands, not to skip MFA.', 'For fewer prompts in the office: Windows Hello for Business, passkeys, a valid session.', 'In the sign-in log, look for MFA "skipped due to location".'],
  related: ['prompt-frequency', 'device-compliance', 'mfa-outage'],
};
