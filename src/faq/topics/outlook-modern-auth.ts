import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const outlookModernAuth: Topic = {
  id: 'outlook-modern-auth',
  title: 'Outlook and mail apps with modern authentication',
  answer: 'Outlook works with MFA through modern authentication (OAuth), for admins too; no app passwords are needed. It is on by default in tenants created since August 2017; older tenants may still need the switch. Modern authentication alone is not MFA: a policy must still require it.',
  thread: [
    { kind: 'question', by: 'visiting partner', text: 'App passwords do not work for admins, so how do they keep using Outlook.' },
    { kind: 'hearsay', by: 'another partner', text: 'Use modern authentication: older tenants have to enable it, newer Office 365 tenants have it on by default; Outlook then shows the login window for password and MFA. A peer\'s reply, not Microsoft\'s.' },
  ],
  today: [
    { text: 'Basic authentication is disabled in every Exchange Online tenant (completed in 2022 and early 2023; POP, IMAP, ActiveSync, EWS, MAPI, RPC, remote PowerShell) and cannot be re-enabled. Legacy clients do not work anymore; SMTP AUTH is the last exception.', sources: [sources.basicAuth] },
    { since: '2025-07-21', text: 'Tenants from before August 2017 may still have modern authentication off; turn it on before MFA.', sources: [sources.securityDefaults] },
    { text: 'The switch: Microsoft 365 admin center, Org settings, Modern authentication, or Set-OrganizationConfig -OAuth2ClientProfileEnabled $true.', sources: [sources.exchangeCmdlets], unverified: true },
    { text: 'Clients: Outlook 2016 and later, Microsoft 365 Apps, Outlook for iOS and Android, Apple Mail (iOS 11 and later) and Gmail on Android support it. Outlook 2013 needed registry keys (EnableADAL) and is out of support; Outlook 2010 cannot.', sources: [], unverified: true },
    { text: 'POP and IMAP exist with OAuth only.', sources: [sources.basicAuth] },
    { text: 'Security defaults and a block-legacy policy stop old protocols, which could not do MFA.', sources: [sources.securityDefaults] },
  ],
  disagreements: ['The partner page of 2023 still speaks of Outlook 2013 and registry keys; that is outdated.'],
  checks: [
    { finding: 'client-scope', home: true, text: 'Policies that cover only browsers or modern clients and leave other client apps open.' },
    { finding: 'app-password-risk', text: 'Accounts where app passwords are possible.' },
  ],
  todo: ['Update Outlook, remove and add the account again if it keeps asking for a password in the old small window.', 'Require MFA for all client apps; block legacy authentication.', 'In the sign-in log, filter on legacy client apps: successes are a gap, failures are old devices to clean up.'],
  related: ['app-passwords', 'smtp-submission', 'separate-admin-accounts'],
};
