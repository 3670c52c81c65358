import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const complianceCheckTool: Topic = {
  id: 'compliance-check-tool',
  title: 'A tool or script that confirms compliance',
  answer: 'There is no single official tool that certifies a tenant against the contract. Use the Partner Center security dashboard and status report, the Entra sign-in logs and registration report, and a scan of your policies such as this bot\'s. This scan is a useful check, not Microsoft\'s verdict.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Is there a tool or a script to confirm that the tenant will be compliant.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'Had not heard of any plans; for now focus on fulfilling the contractual requirements. No tool was given.' },
  ],
  today: [
    { since: '2022-09-16', text: 'Partner Center status report: share of enabled accounts with MFA (daily), portal operations and API calls with MFA (last 7 days), with files of users without MFA and the newest 10,000 calls. For a Control Panel Vendor admin or Global admin.', sources: [sources.statusReport, sources.portalRequests] },
    { text: 'Whether that report still exists in late 2026 is not confirmed.', sources: [], unverified: true },
    { since: '2025', text: 'Security requirements dashboard with a score of 0-100, for Admin Agent, Security Administrator and Security Reader. Mandatory since 2025-10-01: MFA for admins of the CSP tenant, a security contact, alerts answered within 24 hours.', sources: [sources.scoreRequirements] },
    { since: 'June 2025', text: 'A score of 80 is not required (an early one-pager said above 80). MFA of customers\' admins and Azure budgets are recommended, not mandatory.', sources: [sources.score80, sources.scorePoints], unverified: true },
    { since: 'Beta', text: 'Graph /security/partner/securityScore gives the same score and its requirements by API (global cloud only).', sources: [sources.scoreApi] },
    { since: '2019-12-05', text: 'Test-PartnerSecurityRequirement (PowerShell) signs ONE account in and looks for mfa in the amr claim; its module is maintained by the community, last changed in 2021.', sources: [sources.testRequirement] },
    { since: '2024-10-21', text: 'Microsoft links a script that exports MFA registration for mandatory portal MFA.', sources: [sources.portalsHowTo] },
    { text: 'The API header ValidateMfa: true returns isMfaCompliant for an integration.', sources: [sources.apiVendor], unverified: true },
    { since: '2025-06-24', text: 'Sign-in logs show who did MFA and why not; they need P1.', sources: [sources.signInDetails] },
    { text: 'The registration report (Graph userRegistrationDetails: isMfaRegistered, isMfaCapable) shows who can do MFA; it needs P1.', sources: [sources.registrationGraph] },
    { text: 'Open-source scanners: Maester, Prowler, CIPP. Conditional Access What If tests one user and app.', sources: [sources.maester, sources.cippPolicies], unverified: true },
  ],
  disagreements: [
    'Reports differ by design: registered (can do MFA) is not required (must do it).',
    'Security defaults block device code flow in new tenants, so that option of the test cmdlet probably fails there (an inference).',
  ],
  checks: [
    { finding: 'no-enforcement', text: 'Ask "are we compliant" or "scan now": each account is compliant with a proof, or shown with one sign-in that needs no MFA; unread data gives unknown, never fine.' },
    { finding: 'not-registered', text: 'Accounts that must do MFA but have no method.' },
  ],
  todo: ['Run the scan, then compare with Partner Center and explain each difference. Export the result before an audit.'],
  related: ['verification-method', 'licensing', 'who-counts-as-user'],
};
