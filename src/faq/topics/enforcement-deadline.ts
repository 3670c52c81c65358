import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const enforcementDeadline: Topic = {
  id: 'enforcement-deadline',
  title: 'When the MFA requirement is enforced',
  answer: '1 August 2019 was the contract date; technical enforcement came later, from 18 November 2019, and was widened in 2022, 2025 and 2026. Today everything is in force: portal, customer access and Partner Center API all check for MFA, and there is no grace period. Every enabled account in the partner tenant must have MFA enforced.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'What happens on 1 August 2019.' },
    { kind: 'hearsay', by: 'another partner', text: 'The date is only contractual, and no technical deadline is known.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'The contract binds from 1 August 2019. Technical enforcement happens later; no date and no details were announced yet ("stay tuned").' },
  ],
  today: [
    { since: '2019-11-18', text: 'Technical safeguards started for delegated admin access to customers, the Partner Center portal and its API. The terms now stand in the Microsoft Partner Agreement (2019: the CSP Program Guide) and bind direct bill partners, indirect providers, indirect resellers, Advisors and Control Panel Vendors.', sources: [sources.requirements] },
    { since: '2022-03-01', text: 'Old exemptions no longer cover the management of customers.', sources: [sources.requirements, sources.mandating] },
    { since: '2025-09-08', text: 'All pages of the Partner Center portal ask for MFA, in a gradual roll-out (planned for 30 August 2025).', sources: [sources.portalVendor], unverified: true },
    { since: '2025-10-01', text: 'CSP authorization also needs MFA for all admins of the CSP tenant, a security contact, and alerts answered within 24 hours (alerts: not for indirect resellers). It is checked yearly in the month of onboarding.', sources: [sources.scoreRequirements] },
    { since: '2026-04-01', text: 'App+User calls to the Partner Center API without an MFA claim are blocked: error 401, code 900421. App-only calls are not affected.', sources: [sources.apiAuthentication, sources.apiPartnerBlog] },
    { since: '2026-06-08', text: 'Vendors report the progressive production roll-out of that API block; the sandbox came first.', sources: [sources.apiRollOut, sources.apiReminder], unverified: true },
    { since: 'In phases since 2024-10', text: 'Separately, Azure, the Entra and Intune admin centers (phase 1) and the Microsoft 365 admin center (since February 2025) demand MFA at sign-in; write operations through Azure CLI, PowerShell, APIs and infrastructure as code followed on 1 October 2025 (phase 2). The last postponement ended on 1 July 2026, and there is no opt-out.', sources: [sources.portals] },
  ],
  disagreements: ['The API date: the docs say 1 April 2026, vendors observed June 2026. Take April as the rule and June as the roll-out.'],
  checks: [
    { finding: 'no-enforcement', text: 'Accounts that no mechanism asks for MFA; the scan knows no grace state.' },
  ],
  todo: [
    'Enforce MFA on all accounts, guests and service accounts included. Whoever does not comply may lose the right to transact or to manage customers, and calls are blocked.',
    'Consent again, with MFA, to each App+User integration, and test it with the header ValidateMfa: true.',
  ],
  related: ['verification-method', 'secure-app-model', 'who-counts-as-user'],
};
