import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const verificationMethod: Topic = {
  id: 'verification-method',
  title: 'How Microsoft checks compliance',
  answer: 'Both ways: each request is checked for the MFA claim (the value mfa in the amr claim of the token), and a daily count takes all enabled accounts with MFA enforced. It is not a job that only looks at baseline policies, because federated (AD FS) and third-party MFA count when their claim arrives. In 2019 only a guess, today documented.',
  thread: [
    { kind: 'question', by: 'partner who opened the thread', text: 'Is it a job that verifies the baseline policies, or a check that all users are MFA enabled.' },
    { kind: 'hearsay', by: 'partner relaying the office hours', text: 'Each authentication request would be checked for an MFA tag or flag, also from AD FS and third-party providers.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'Likely the claim in access and refresh tokens; since third-party MFA is allowed, looking at baseline policies alone cannot work. Expressly a guess, not a confirmation.' },
  ],
  today: [
    { text: 'Entra and Partner Center look for mfa in the amr (authentication methods references) claim; decode the token (jwt.ms) to see it.', sources: [sources.requirements, sources.testRequirement] },
    { text: 'A federated identity provider (AD FS or other) must send authnmethodsreferences with multipleauthn; Entra then issues the claim.', sources: [sources.statusReport] },
    { since: 'Daily, as documented 2022-09-16', text: 'Metric 1: enabled accounts with MFA enforced divided by all enabled accounts; target 100 %. In the example 110 accounts, 10 disabled, 90 covered make 90 %.', sources: [sources.statusReport] },
    { since: 'Over the last 7 days', text: 'Metrics 2 and 3: portal operations with MFA, and App+User API calls with the claim; app-only calls are left out.', sources: [sources.statusReport, sources.portalRequests] },
    { since: 'Since about 2024', text: 'The Partner Center security score (0-100) reads tenant usage data: admins and users with MFA, and whether security defaults, Conditional Access or per-user MFA are on.', sources: [sources.adminsScore] },
    { text: 'Live gates: the portal prompts for MFA; the API answers 401 with code 900421 (formerly "MFA required", 10001); delegated admin (GDAP) sign-ins to customers need MFA since 2019-11-18.', sources: [sources.apiAuthentication, sources.mandating] },
    { text: 'A single-factor row in the sign-in log can still rest on an earlier claim ("satisfied by claim in the token").', sources: [sources.signInDetails] },
    { text: 'Whether the 2022 status report still exists beside the newer dashboard is not confirmed; how metric 1 weighs several policies or External MFA is undocumented.', sources: [sources.statusReport], unverified: true },
  ],
  disagreements: ['None with the guess of 2019. The either/or of the question was a false choice: claims for requests and counts for accounts.'],
  checks: [
    { finding: 'no-enforcement', text: 'The scan computes from policies whether MFA would be enforced on every sign-in. Registered is not required.' },
    { finding: 'federated-mfa-unverified', home: true, text: 'Federated users whose claim no scan can see.' },
  ],
  todo: ['Compare both sides: settings say MFA would be asked, sign-in logs and Partner Center say whether the claim arrived. A mismatch is a risk.', 'For an integration, send ValidateMfa: true and read isMfaCompliant.'],
  related: ['compliance-check-tool', 'third-party-mfa', 'secure-app-model'],
};
