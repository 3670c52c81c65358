import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const automation: Topic = {
  id: 'automation',
  title: 'Scripts and automation',
  answer: 'Unattended scripts should not run as a user: no one can answer an MFA prompt, and excluding that user is not compliant. Use a managed identity in Azure, or an app registration (service principal) with a certificate: app-only identities are no user accounts, so the MFA requirement does not apply to them. Where a user context is needed, use a refresh token obtained with MFA.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Runs scripts across customers with a user that bypasses MFA.' },
    { kind: 'question', by: 'visiting partner', text: 'Has dedicated service accounts for what app-based tokens cannot do.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'Asks whether it is Azure Automation or scripts elsewhere; suggests Azure Automation in each customer tenant (shared through GitHub), with results sent back. Doubts service principals for Exchange, and might be wrong.' },
  ],
  today: [
    { since: '2023-09-30', text: 'Run As accounts of Azure Automation are retired; managed identities replace them (no secret or password to keep).', sources: [sources.runAs] },
    { since: '2026-04-03', text: 'Service principals and managed identities are outside the partner rule and mandatory portal MFA. User accounts in Azure CLI, PowerShell, Terraform or other infrastructure as code need MFA for writes since 2025-10-01; the password flow (ROPC), which RADIUS bridges use too, is incompatible with MFA.', sources: [sources.partnerFaq, sources.portals] },
    { since: '2026-03-11', text: 'Exchange PowerShell: app-only with a certificate, or a managed identity; a few group and many Purview cmdlets do not run app-only.', sources: [sources.exchangeAppOnly, sources.exchangeManagedIdentity] },
    { since: '2025-2026', text: 'Partner Center API: some operations work only as App+User; those need the Secure Application Model and an MFA claim. App-only needs no change.', sources: [sources.apiAuthentication] },
    { since: '2023-05-12', text: 'Control Panel Vendors may not use app-only on behalf of a partner.', sources: [sources.partnerFaq] },
    { text: 'Across customers: GDAP with consent to one app, instead of an automation account per customer.', sources: [sources.exchangeGdapApp, sources.gdapSecureApp] },
  ],
  disagreements: ['The advice of 2019 (automation in each customer tenant) is superseded by GDAP and app consent. The doubt about Exchange is outdated.'],
  checks: [
    { finding: 'service-account', text: 'Users that run jobs without MFA. App identities are fine for MFA and not listed.' },
    { finding: 'excluded-from-policy', text: 'Accounts that were excluded so that a script runs.' },
  ],
  todo: ['Azure Automation, Functions, VMs: managed identity. A server or task scheduler: app registration with certificate, not a secret (pipelines: workload identity federation).', 'Least privilege for each customer, an owner, a rotation date, and Conditional Access for workload identities if licensed.', 'Delete the script user, or take its password away.', 'Not possible app-only: run it interactively with MFA.'],
  related: ['service-accounts', 'secure-app-model', 'exchange-powershell'],
};
