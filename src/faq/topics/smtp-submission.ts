import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const smtpSubmission: Topic = {
  id: 'smtp-submission',
  title: 'Sending mail by SMTP (port 587), scanners and devices',
  answer: 'A password on port 587 cannot do MFA, but SMTP with OAuth can. Basic authentication for SMTP AUTH is disabled by default at the end of December 2026 (an admin may re-enable it), and its final removal date will be announced in the second half of 2027. Move devices to OAuth, a connector relay, High Volume Email, Azure Communication Services or Graph.',
  thread: [
    { kind: 'personal guess', by: 'partner who opened the thread', text: 'Sending mail as an SMTP client on port 587 with MFA is probably not possible; they might need another mail service.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'No reply.' },
  ],
  today: [
    { since: 'February 2020', text: 'OAuth 2.0 for SMTP AUTH exists. Security defaults disable SMTP AUTH.', sources: [sources.smtpSubmission] },
    { since: '2026-01-29', text: 'Timeline, all clouds: unchanged to December 2026; off by default for existing tenants at the end of December 2026, re-enabling possible; not available by default in tenants created after that; final date announced in the second half of 2027.', sources: [sources.smtpTimeline] },
    { since: '2026-03-31', text: 'High Volume Email (HVE) is generally available, to internal recipients only, billed since 2026-06-01.', sources: [sources.highVolume], unverified: true },
    { since: 'Until September 2028', text: 'Basic authentication stays possible in HVE (as announced in 2025).', sources: [sources.highVolumeBasic], unverified: true },
    { since: '2026-08-21', text: 'SMTP AUTH per tenant (Set-TransportConfig) or per mailbox (Set-CASMailbox) by SmtpClientAuthenticationDisabled; RejectDirectSend blocks Direct Send.', sources: [sources.exchangeCmdlets] },
    { text: 'Connector relay by IP address or certificate (port 25, also external recipients); Direct Send to the MX endpoint (internal recipients only, no login); Azure Communication Services for external mail; Graph sendMail for apps; or another mail service.', sources: [sources.smtpSubmission], unverified: true },
  ],
  disagreements: ['Older texts name March-April 2026 (before that September 2025) as the cut-off; superseded in January 2026.', 'That SMTP cannot do MFA was true for passwords only. An app password keeps basic authentication alive until its end, and bypasses MFA: not a lasting way.'],
  checks: [
    { finding: 'app-password-risk', text: 'Accounts that could send with an app password.' },
    { finding: 'client-scope', text: 'Policies that leave legacy clients such as Authenticated SMTP open. Exchange settings themselves are not read by the scan.' },
  ],
  todo: ['Exchange admin center, report SMTP AUTH clients: who still uses Basic, who OAuth.', 'OAuth where the device can; otherwise HVE, Communication Services or a relay connector.', 'Meanwhile disable SMTP AUTH for the tenant and allow it for single mailboxes without roles. An account excluded from MFA for a scanner is not compliant.'],
  related: ['app-passwords', 'service-accounts', 'outlook-modern-auth'],
};
