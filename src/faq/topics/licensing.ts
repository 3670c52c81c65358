import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const licensing: Topic = {
  id: 'licensing',
  title: 'Licences for MFA',
  answer: 'MFA itself is free: security defaults cost nothing, in every tenant. Conditional Access needs Entra ID P1 for each user it covers (included in Microsoft 365 Business Premium and E3); P2 (in E5) is needed only for risk-based rules, and not for partner compliance. Without P1, turn security defaults on; per-user MFA, set by hand, is the last resort.',
  thread: [
    { kind: 'hearsay', by: 'partner asking for exclusions', text: 'Conditional Access needs Azure AD Premium P1, which many partners lack; the full behaviour of the user baseline policy needs P2. Uncontested, and no reply from Microsoft.' },
  ],
  today: [
    { since: '2025-03-04', text: 'Security defaults: all tenants, no premium licence. Conditional Access, trusted IPs and MFA reports: P1. Risk-based Conditional Access (Identity Protection): P2. Per-user MFA comes with Office 365 and Microsoft 365 plans.', sources: [sources.mfaLicensing] },
    { since: '2025-03-04', text: 'P1 is included in Microsoft 365 Business Premium and E3; P2 in Microsoft 365 E5.', sources: [sources.mfaLicensing] },
    { text: 'One P1 licence unlocks the settings for the tenant, but every user who benefits must be licensed; the product does not block the rest, so it is a licence question, not an MFA gap.', sources: [], unverified: true },
    { text: 'Also with P1: Microsoft 365 F3 and EMS E3; with P2: EMS E5.', sources: [], unverified: true },
    { text: 'Guests: external users are covered by the monthly active user billing of External ID (the first 50,000 free).', sources: [], unverified: true },
    { since: '2025-08-02', text: 'An external MFA method needs P1.', sources: [sources.externalMfa] },
    { since: '2023-10-13', text: 'Internal-use rights (partner benefits) may supply E3 or E5; Microsoft advises P2 for admin agents. Each tenant needs licences of its own.', sources: [sources.bestPractices, sources.partnerFaq] },
    { since: '2026-04-03', text: 'Conditional Access for workload identities needs a separate licence. Mandatory portal MFA needs none.', sources: [sources.portals] },
  ],
  disagreements: ['The 2019 worry about P2: MFA for all users through Conditional Access (P1) is stricter than the risk-based baseline was, so P2 is optional.', 'Azure AD is called Microsoft Entra ID since 2023; P1 and P2 kept their names.'],
  checks: [
    { finding: 'no-enforcement', text: 'Without P1 the registration report and the sign-in logs are not available; the scan then says unknown where it matters and still reads users, defaults and per-user MFA.' },
    { finding: 'risk-scope', text: 'Risk-based policies alone leave ordinary sign-ins without MFA.' },
  ],
  todo: ['No P1: security defaults on.', 'P1 for some users while a policy covers all: buy the missing licences, keep the policy.', 'Admins: unlicensed admin accounts are possible, but Conditional Access aimed at them needs P1.'],
  related: ['baseline-policies', 'per-user-mfa', 'compliance-check-tool'],
};
