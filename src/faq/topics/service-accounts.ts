import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const serviceAccounts: Topic = {
  id: 'service-accounts',
  title: 'Service accounts',
  answer: 'Yes: every user account needs MFA enforced, service accounts included, regardless of function or privilege, with no exception. An account that cannot answer a prompt should stop being a user: move the job to a managed identity or to an app with a certificate, which are no user accounts. Excluding it, by group or location, is not compliant.',
  thread: [
    { kind: 'question', by: 'partner arguing from the programme guide', text: 'Are service accounts, such as a mailbox for support mail, users under section 1.4.' },
    { kind: 'stated rule', by: 'Microsoft employee (office hours)', text: 'The requirement covers all user accounts in the partner tenant, service accounts included; each one, whatever its function.' },
    { kind: 'question', by: 'visiting partner', text: 'Their service accounts cannot have MFA; it would break everything.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'Asked whether Azure Automation or scripts elsewhere are used; no solution followed. A ticket sync account (ConnectWise) was raised too, without a reply.' },
  ],
  today: [
    { since: '2023-05-12', text: 'The partner FAQ repeats: all users including service accounts, no exclusion.', sources: [sources.partnerFaq] },
    { since: '2023-05-26', text: 'A service account with low privilege is not touched technically by the check at customer tenants; that is no ground for an exemption.', sources: [sources.mandating] },
    { since: '2025-10-01', text: 'Mandatory portal MFA, phase 2, hits user accounts that run Azure CLI, PowerShell, Terraform or APIs for writes (postponable only to 2026-07-01). The password flow (ROPC), as RADIUS bridges use it, is incompatible with MFA. Service principals and managed identities are not affected.', sources: [sources.portals] },
    { since: 'From October 2026', text: 'Exchange Web Services is off by default unless allow-listed, and gone on 2027-04-01. Ticketing and calendar sync must move to Graph.', sources: [sources.ewsEnd], unverified: true },
    { text: 'PSA vendors document OAuth consent instead of stored passwords; no page for ConnectWise was found.', sources: [sources.psaConsent], unverified: true },
    { since: '2023-05-12', text: 'The Entra Connect sync account is not affected; exclude it from an all-users policy.', sources: [sources.partnerFaq, sources.securityDefaults] },
    { text: 'Entra\'s Conditional Access templates advise excluding user-based service accounts.', sources: [sources.deviceTemplate] },
    { text: 'Integration accounts (CIPP): MFA at every logon for every app, in a policy of their own.', sources: [sources.cippPolicies], unverified: true },
  ],
  disagreements: ['The templates say exclude; the partner rule says no, and wins in a partner tenant.', 'No technical effect on low-privilege accounts, yet contractually in scope.'],
  checks: [
    { finding: 'service-account', home: true, text: 'User accounts that look like services (svc, sync, scan) and are not covered.' },
    { finding: 'excluded-from-policy', text: 'Those excluded from every MFA policy.' },
  ],
  todo: ['In this order: managed identity; app registration with a certificate; App+User token obtained with MFA; move the workload to another tenant.', 'Block interactive sign-in and rotate passwords meanwhile, which helps but does not comply.'],
  related: ['automation', 'shared-mailboxes', 'who-counts-as-user'],
};
