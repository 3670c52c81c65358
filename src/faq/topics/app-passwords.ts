import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const appPasswords: Topic = {
  id: 'app-passwords',
  title: 'App passwords',
  answer: 'Avoid them: an app password skips MFA, so a sign-in with it is a single factor and does not meet the requirement. It is off by default, cannot do admin actions, and outlives a password reset until it is deleted. Use modern authentication (OAuth) instead, which Outlook and today\'s mobile mail apps support.',
  thread: [
    { kind: 'question', by: 'partner asking for exclusions', text: 'Wanted per-user MFA with app passwords for special accounts such as ConnectWise sync. No reply from Microsoft.' },
    { kind: 'hearsay', by: 'visiting partner', text: 'App passwords do not work for admins, who then cannot use Outlook.' },
    { kind: 'hearsay', by: 'another partner', text: 'Use modern authentication instead: Outlook then shows the sign-in window and does MFA.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'No Microsoft reply on app passwords.' },
  ],
  today: [
    { since: '2023-09-13', text: 'App passwords bypass MFA; they belong to per-user MFA for old, non-browser clients; creation is off by default; up to 40 per user; they are generated, not chosen.', sources: [sources.appPasswords] },
    { since: '2023-09-13', text: 'They are not revoked by a reset of the user\'s password and still work, wherever an old protocol such as IMAP is open, until deleted separately; forbidding their creation leaves the existing ones valid. No administrative actions, also not in PowerShell; they fail for users whom Conditional Access forces to modern authentication.', sources: [sources.appPasswords] },
    { text: 'Basic authentication is off for all protocols of Exchange Online (IMAP, POP, ActiveSync, EWS), which also ended app passwords there. SMTP AUTH is the leftover: basic authentication is disabled by default at the end of December 2026.', sources: [sources.basicAuth, sources.smtpTimeline] },
    { since: '2023-10-13', text: 'One partner page still offers them for old devices.', sources: [sources.requirements] },
    { text: 'Security defaults block legacy authentication and do not offer app passwords.', sources: [sources.securityDefaults] },
    { text: 'Which users hold app passwords is not clearly readable through an API.', sources: [], unverified: true },
  ],
  disagreements: [
    'The partner page of 2023 allows them, the FAQ demands a challenge for every authentication, Exchange has retired them: do not rely on them.',
    'The app password page suggests a service account without MFA for scripts; that is not allowed in a partner tenant.',
  ],
  checks: [
    { finding: 'app-password-risk', home: true, text: 'Accounts that could use app passwords. In the sign-in log: MFA skipped due to app password, and legacy client apps.' },
    { finding: 'client-scope', text: 'Policies that leave legacy clients out.' },
  ],
  todo: ['Users delete theirs at mysignins.microsoft.com; an admin can have all app passwords of a user deleted ("delete all existing app passwords").', 'After a phish: reset the password, revoke sessions AND delete app passwords.', 'Forbid creation, block legacy authentication, and move devices to OAuth. Modern authentication is on by default in tenants since August 2017; older ones switch it on.'],
  related: ['outlook-modern-auth', 'per-user-mfa', 'smtp-submission'],
};
