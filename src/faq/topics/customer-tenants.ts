import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const customerTenants: Topic = {
  id: 'customer-tenants',
  title: 'Customer tenants',
  answer: 'The partner requirement binds your own partner tenant, not your customers\' tenants; MFA for customers is strongly recommended, not required by it. Your people who enter customers by GDAP must do MFA. A customer without MFA does not make you non-compliant, but it is a risk worth raising.',
  thread: [
    { kind: 'question', by: 'partner arguing from the programme guide', text: 'Quotes that the company must require its indirect resellers to enforce MFA for all users.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'For scripts: a user account or Azure Automation in each customer tenant.' },
    { kind: 'unanswered', by: 'partner who opened the thread', text: 'Is an indirect partner and misses a report.' },
  ],
  today: [
    { since: '2023-05-12', text: 'Customers\' own users are not subject to the partner rule; MFA for them is recommended.', sources: [sources.partnerFaq] },
    { since: '2019-11-18', text: 'Delegated admin sign-ins to customers need MFA; so do all GDAP APIs.', sources: [sources.mandating, sources.gdapTool] },
    { since: '2023-10-09', text: 'No DAP with new reseller links; then Microsoft-led moves to GDAP and removal of DAP.', sources: [sources.dapEnd], unverified: true },
    { text: 'GDAP lasts at most two years, with auto-extend possible (opening of the page read).', sources: [sources.gdapFaq], unverified: true },
    { since: '2024-05-15', text: 'A customer\'s Conditional Access can hit partner staff as service provider users; trust in your MFA can be set there.', sources: [sources.guestAccess] },
    { since: '2023-10-13', text: 'Best practice: no partner-made accounts inside customers; remove inactive DAP; least-privilege GDAP.', sources: [sources.bestPractices] },
    { since: 'June 2025', text: 'The partner score looks at MFA of customers\' admins: recommended, not mandatory; a score of 80 is not needed.', sources: [sources.score80], unverified: true },
    { since: '2026-04-03', text: 'Mandatory MFA of the admin portals hits customers\' own admins, whoever the partner is.', sources: [sources.portals] },
    { since: '2023-10-13', text: 'Indirect resellers are bound like any partner, in their own tenant.', sources: [sources.requirements] },
  ],
  disagreements: ['Accounts in each customer tenant, the workaround of 2019, now contradict best practice.'],
  checks: [
    { finding: 'no-enforcement', text: 'The scan reads your tenant; a customer needs a scan of its own, as advice. Customer insights in Partner Center show security defaults, Conditional Access and per-user MFA.' },
    { finding: 'guest-not-covered', text: 'Customers\' people who are guests in your tenant count there.' },
  ],
  todo: ['GDAP with groups and least roles; end DAP; clean AdminAgents.', 'Offer customers security defaults (free) or Conditional Access with MFA for all.', 'No local admin accounts in customers.'],
  related: ['who-counts-as-user', 'exchange-powershell', 'guest-users'],
};
