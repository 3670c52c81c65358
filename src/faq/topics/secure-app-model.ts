import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const secureAppModel: Topic = {
  id: 'secure-app-model',
  title: 'Secure Application Model',
  answer: 'Mandatory for every integration or script that calls Partner Center APIs as App+User: a person consents once with MFA, and the app keeps the refresh token in a vault (such as Azure Key Vault) and swaps it for access tokens. App-only integrations need no change. Without the MFA claim a call is blocked with 401, code 900421.',
  thread: [
    { kind: 'personal guess', by: 'Microsoft employee', text: 'In passing: believes that it does not help for Exchange PowerShell (app registration in each customer tenant), but might be wrong.' },
    { kind: 'question', by: 'partner who opened the thread', text: 'Scripts across customer tenants without MFA are the use case.' },
  ],
  today: [
    { since: '2023-10-13', text: 'One of the two mandatory items of the partner security requirements, for CSP partners and Control Panel Vendors.', sources: [sources.requirements] },
    { since: '2023-01-25', text: 'A refresh token lives about 90 days without use. A token made without MFA is of no use later. Never store the user\'s password.', sources: [sources.partnerPowerShellMfa, sources.partnerFaq] },
    { since: '2023', text: 'With GDAP the consent is created per customer by API; the token must be made with MFA for on-behalf-of calls.', sources: [sources.gdapSecureApp] },
    { since: '2023-01-24', text: 'It works for Exchange Online PowerShell with GDAP.', sources: [sources.exchangeGdapApp] },
    { since: '2026-04-01', text: 'Enforcement: App+User calls without the claim get 401 and 900421 (in 2019: MFA required, 10001). ValidateMfa: true returns isMfaCompliant.', sources: [sources.apiAuthentication, sources.apiPartnerBlog] },
    { text: 'Vendors saw the production roll-out from 8 June 2026.', sources: [sources.apiRollOut], unverified: true },
    { text: 'Indirect resellers have no access to the Partner Center API.', sources: [sources.apiStart] },
    { text: 'Tokens that stop: AADSTS50076 means MFA is now demanded and the token lacks it (a policy or password changed, or consent was given without MFA); AADSTS50078 means the MFA in it expired, for instance 14 days of remember MFA. Both need a new consent with MFA.', sources: [sources.rememberToken, sources.changedToken], unverified: true },
  ],
  disagreements: ['Exchange: the doubt of 2019 against documented support today.', 'Fully unattended forever it is not: someone must consent again when the token dies.'],
  checks: [
    { finding: 'service-account', text: 'The consent account is a user: it needs MFA itself.' },
    { finding: 'excluded-from-policy', text: 'A consent account excluded from MFA gives tokens without the claim.' },
  ],
  todo: ['Consent with a dedicated account: not a Global Administrator, least privilege (Admin Agent or Sales Agent role), MFA in its own policy, without remember MFA.', 'Refresh the token on schedule, alert before 90 days, rotate after changes.', 'Partner Center shows calls with MFA per app: aim at 100 %.', 'User has MFA and still 900421: the token was made in a session without MFA, so consent again.'],
  related: ['automation', 'enforcement-deadline', 'verification-method'],
};
