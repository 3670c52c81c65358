import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const guestUsers: Topic = {
  id: 'guest-users',
  title: 'Guest users (B2B)',
  answer: 'Yes, guests count: they are managed in another tenant but still are users in your tenant, so each enabled guest needs MFA. It can be done in your tenant, or at home if your cross-tenant access settings trust the MFA of the home tenant. Include guests in the policy for all users and remove stale ones.',
  thread: [
    { kind: 'question', by: 'visiting partner', text: 'What about guest users, do they count.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'Yes, they count; they are managed in another tenant, but still are users in the tenant. The end user baseline policy triggers MFA for guests too.' },
  ],
  today: [
    { since: '2023-05-26', text: 'The same in writing: all users, guests included.', sources: [sources.mandating] },
    { since: '2024-05-15', text: 'The resource tenant (yours) enforces Conditional Access; guests register for MFA there, unless inbound trust (inboundTrust.isMfaAccepted) accepts MFA from their home tenant. Custom controls do not work across tenants.', sources: [sources.guestAccess] },
    { since: '2025-07-21', text: 'Security defaults treat guests like own users.', sources: [sources.securityDefaults] },
    { since: '2026-04-03', text: 'Mandatory MFA of the admin portals applies to guests; MFA at home counts if trust is set.', sources: [sources.portals] },
    { since: '2027-02-01', text: 'Microsoft-run SMS and voice end, for guests too; passkeys for B2B guests are planned by the end of 2026.', sources: [sources.smsEnd] },
    { text: 'No licence is assigned to a guest for MFA; External ID bills monthly active users above a free amount.', sources: [], unverified: true },
  ],
  disagreements: ['None in substance: 2019 and today agree.'],
  checks: [
    { finding: 'guest-not-covered', home: true, text: 'Enabled guests that no MFA policy covers, or that a policy excludes by guest type.' },
    { finding: 'external-trust', home: true, text: 'Guests whose cover rests on MFA of their home tenant: fine if the sign-in log shows it, a risk with weak partners.' },
  ],
  todo: ['Target "guest or external users" of all kinds in an MFA policy for all apps, or simply all users.', 'Trust MFA only of tenants you know; leave the default off. Trust spares those guests a second registration and a double prompt.', 'Review and delete stale guests (access reviews), and block those who need no access.', 'Guests with only SMS: plan for passkeys, Authenticator or MFA at home.', 'A guest with an admin role needs a phishing-resistant method.'],
  related: ['who-counts-as-user', 'mfa-outage', 'customer-tenants'],
};
