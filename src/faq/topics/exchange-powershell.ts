import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const exchangePowershell: Topic = {
  id: 'exchange-powershell',
  title: 'Exchange Online PowerShell with MFA and delegated access',
  answer: 'Yes, it works today: the current module (EXO V3) uses modern authentication, and Connect-ExchangeOnline -UserPrincipalName with -DelegatedOrganization supports MFA for CSP and GDAP access. No licensed admin account in each customer tenant is needed. For unattended jobs use app-only authentication with a certificate or a managed identity, never a user excluded from MFA.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Whether the delegated parameter will be fixed for MFA; the only way was a licensed admin account in each tenant.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'Could not answer the question about a fix.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'Workarounds: a user account in each customer tenant, or Azure Automation in each. Believed that a service principal (Secure Application Model) does not work with Exchange PowerShell, but might be wrong.' },
  ],
  today: [
    { since: '2025-07-11', text: 'Connect-ExchangeOnline -UserPrincipalName admin -DelegatedOrganization customer.onmicrosoft.com works with MFA for CSP, GDAP or guest access. The old hybrid EXO module is replaced, and basic authentication is retired.', sources: [sources.exchangeConnect] },
    { since: '2026-03-11', text: 'App-only: a service principal (app registration) with the permission Exchange.ManageAsApp, an Entra role and a certificate, from module 2.0.4. It cannot run a few group and many Purview cmdlets.', sources: [sources.exchangeAppOnly] },
    { since: 'Module V3', text: 'Managed identities work, for example in Azure Automation.', sources: [sources.exchangeManagedIdentity] },
    { since: '2023-01', text: 'Partners: GDAP plus consent for an app in the customer, then -AccessToken.', sources: [sources.exchangeGdapApp] },
    { since: 'Modules from July 2026', text: 'The -Credential parameter (password flow, ROPC) leaves the module; the server side follows later, without a date. Older modules keep it until then.', sources: [sources.exchangeCredential] },
    { text: 'The Teams PowerShell module (which took over Skype) signs in with MFA too.', sources: [], unverified: true },
    { since: '2026-07-31', text: 'Notes for 3.10.0 and 3.10.1 do not mention that removal, so the exact version is unknown. 3.10 needs PowerShell 7.6 or 5.1.', sources: [sources.exchangeModule], unverified: true },
  ],
  disagreements: ['The belief of 2019 about service principals is now wrong: they are supported.', 'The connect article still mentions -Credential for accounts without MFA, against the deprecation of 2026.'],
  checks: [
    { finding: 'service-account', text: 'Accounts used by scripts that are not covered by MFA.' },
    { finding: 'excluded-from-policy', text: 'Accounts excluded "for PowerShell": not compliant.' },
  ],
  todo: ['People: install the current ExchangeOnlineManagement module and sign in interactively with MFA.', 'Jobs: app-only with a certificate, least privilege, GDAP roles per customer.', 'Replace -Credential before updating the module.'],
  related: ['automation', 'secure-app-model', 'customer-tenants'],
};
