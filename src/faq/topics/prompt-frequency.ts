import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const promptFrequency: Topic = {
  id: 'prompt-frequency',
  title: 'How often users are prompted',
  answer: 'Not every sign-in has to prompt: an MFA claim already in the token or session satisfies the check, so a user may see no prompt. The partner terms do not prescribe an interval or sign-in frequency. What must not happen is a sign-in that no policy asks for MFA.',
  thread: [
    { kind: 'question', by: 'partner with Intune devices', text: 'MFA at every login with no exceptions does not sound right.' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'If the claim is in the token already (for instance through the device), there is little impact and no prompt. Session length was not ruled on.' },
    { kind: 'unanswered', by: 'partner with Intune devices', text: 'No rule on how long a session may last.' },
  ],
  today: [
    { since: '2023-05-12', text: 'The FAQ words it as an MFA challenge for every single authentication and no bypass by Conditional Access; the technical check needs only a valid claim.', sources: [sources.partnerFaq] },
    { since: '2023-05-26', text: 'Example in the docs: MFA done earlier in the session passes; only a session without it is prompted.', sources: [sources.mandating] },
    { since: '2024-10-04', text: 'Entra by default uses a rolling window of 90 days; too many prompts train users to approve anything.', sources: [sources.promptLifetime] },
    { since: '2024-06-11', text: 'Remember MFA on trusted devices lasts 1-365 days and does not work together with sign-in frequency.', sources: [sources.mfaSettings] },
    { text: 'Stored integration tokens die when the remember-MFA days pass: AADSTS50078, for example after 14 days.', sources: [sources.rememberToken], unverified: true },
    { since: '2025-07-21', text: 'Security defaults prompt admins at each sign-in, others when needed; Microsoft accepts this.', sources: [sources.securityDefaults, sources.partnerFaq] },
  ],
  disagreements: ['"Every authentication" in the FAQ against accepted security defaults and the 90-day default: a claim in each token is the common reading.'],
  checks: [
    { finding: 'not-registered', home: true, text: 'Accounts that would be asked but have registered no method: register them before someone else does.' },
    { finding: 'risk-scope', home: true, text: 'Policies that ask only at risky sign-ins; ordinary sign-ins then go without MFA.' },
  ],
  todo: ['Sign-in frequency for admin roles (Microsoft\'s template uses every time or some hours); no persistent browser session for them.', 'Turn remember MFA off, above all for admins and consent accounts.', 'Fewer prompts without less security: Windows Hello, passkeys, joined devices with a PRT, and a separate admin account, so that the daily one is challenged less.', 'Watch for MFA "remembered device" in the sign-in log.'],
  related: ['device-compliance', 'trusted-ip', 'baseline-policies'],
};
