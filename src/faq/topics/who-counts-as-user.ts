import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const whoCountsAsUser: Topic = {
  id: 'who-counts-as-user',
  title: 'Which accounts count as users',
  answer: 'Every enabled user account in the partner tenant: employees, admins, guests and service accounts, regardless of function, licence, or whether they ever open Partner Center. Left out are disabled accounts, the Entra Connect sync account, and app identities (service principals, managed identities). Users in customers\' own tenants are not bound by it.',
  thread: [
    { kind: 'question', by: 'partner arguing from the programme guide', text: 'Section 1.4 defines users as the company\'s agents and, as applicable, customers, when they access Microsoft commercial cloud portals; is a service account outside that. Asked twice.' },
    { kind: 'stated rule', by: 'Microsoft employee (office hours)', text: 'Each user account in the partner tenant, including service accounts, regardless of its function.' },
    { kind: 'unanswered', by: 'partner arguing from the programme guide', text: 'Why the wording of the guide and the rule diverge, and what "agents" means.' },
    { kind: 'hearsay', by: 'partner relaying the office hours', text: 'Tells someone that an interpretation is correct; which one is unclear. More documentation was promised.' },
  ],
  today: [
    { since: '2023-05-26', text: 'The Partner Agreement and its FAQ: all users in the tenant, including those who never use Partner Center, guests and service accounts.', sources: [sources.mandating, sources.partnerFaq] },
    { text: 'A reply elsewhere cites the contract: all enabled users including guests, for any service behind Entra sign-in.', sources: [sources.scopeThread], unverified: true },
    { since: '2023-10-13', text: 'Partners: CSP direct bill, indirect providers (now distributors), indirect resellers, Advisors and Control Panel Vendors. Tenants: each Entra tenant tied to the programme, the sandbox included.', sources: [sources.requirements, sources.partnerFaq] },
    { since: '2022-09-16', text: 'Not required: US Government cloud (strongly advised). Germany\'s old cloud was exempt.', sources: [sources.statusReport, sources.partnerFaq] },
    { since: '2019', text: 'China (21Vianet) was not required on 1 August 2019; whether it is today is not confirmed.', sources: [sources.requirements2019], unverified: true },
    { since: '2025-10-01', text: 'Programme eligibility looks at admins of the CSP tenant. Passing that is not passing the contract, which covers all.', sources: [sources.scoreRequirements] },
    { text: 'Technical checks hit whoever makes the request: portal, API, delegated admin; mandatory portal MFA hits any user who signs in to those portals, in public cloud.', sources: [sources.mandating, sources.portals] },
  ],
  disagreements: ['Agents (2019 text) against every account (the rule as told): follow the rule.', 'Docs say that accounts without delegated admin see no technical effect; some partners read a carve-out into that, which it is not.'],
  checks: [
    { finding: 'no-enforcement', text: 'All enabled accounts, with admins, agents, members and guests reported separately.' },
    { finding: 'service-account', text: 'Service accounts without cover.' },
    { finding: 'guest-not-covered', text: 'Guests without cover.' },
  ],
  todo: ['Block or delete accounts nobody needs, then cover all others by one policy for all users.', 'Warehouse, frontline, part-time and test users count too. A shared mailbox has a user account as well: block its sign-in.'],
  related: ['service-accounts', 'guest-users', 'customer-tenants'],
};
