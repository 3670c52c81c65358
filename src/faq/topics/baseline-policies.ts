import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const baselinePolicies: Topic = {
  id: 'baseline-policies',
  title: 'Baseline policies and security defaults',
  answer: 'Baseline policies are gone: they never left preview and were replaced by security defaults in early 2020. Security defaults are free, one switch for the whole tenant, with no exclusions, and the partner FAQ accepts them for all users. For finer rules use Conditional Access (P1) that requires MFA of all users; excluding accounts is not compliant.',
  thread: [
    { kind: 'question', by: 'partner asking for exclusions', text: 'Baseline policies apply universally, so special accounts (such as ConnectWise ticket and calendar sync) do not fit; will exclusions of users, groups or IPs come back. No reply on plans.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'Baseline policies do not allow per-user exceptions anymore; doing it with a custom Conditional Access rule stands against the contract.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'The end user baseline policy prompts guests too.' },
    { kind: 'unanswered', by: 'partner who opened the thread', text: 'Something strips the exclusion list from the baseline policies in their tenant.' },
  ],
  today: [
    { since: 'End of February 2020', text: 'Baseline policies ("End user protection", "Require MFA for admins", both preview) were removed.', sources: [sources.baselineEnd], unverified: true },
    { since: '2023-10-13', text: 'Partner docs name security defaults as the replacement.', sources: [sources.requirements] },
    { since: '2025-07-21', text: 'Security defaults: everyone registers for MFA; admins in 16 named roles (such as Global, Exchange, SharePoint, Security, User, Helpdesk and Billing Administrator) are prompted at every sign-in, other users when Microsoft sees a risk; guests are treated like own users; legacy authentication is blocked; sync accounts are left out. They must be off to use Conditional Access.', sources: [sources.securityDefaults] },
    { since: '2024-07-29', text: 'The 14-day delay for registration ended; new tenants have 24 hours. New tenants are created with defaults on.', sources: [sources.securityDefaults] },
    { since: '2026-07-01', text: 'New tenants block device code flow under security defaults.', sources: [sources.securityDefaults] },
    { since: '2023-05-12', text: 'The partner FAQ: with security defaults on, no further action is needed.', sources: [sources.partnerFaq] },
    { text: 'A partner raised that the report then shows less than 100 %, and asked to leave technical users out as defaults do; no official answer was seen.', sources: [sources.defaultsThread], unverified: true },
    { since: '2026-05-13', text: 'Conditional Access for all resources now applies to low-scope sign-ins even with resource exclusions.', sources: [sources.resourceExclusions] },
  ],
  disagreements: [
    'Defaults are accepted although not every sign-in prompts.',
    'A break-glass account cannot be left out of defaults either. Moving to Conditional Access, technical users must not be left out: only the sync account is.',
  ],
  checks: [
    { finding: 'no-enforcement', home: true, text: 'Defaults off and no other cover.' },
    { finding: 'report-only', home: true, text: 'A policy that only reports enforces nothing.' },
    { finding: 'policy-disabled', home: true, text: 'A policy that would cover the account but is switched off.' },
    { finding: 'app-scope', home: true, text: 'A policy for some apps only.' },
  ],
  todo: ['Without P1: turn security defaults on. Devices that send mail by SMTP with a password then stop: use OAuth, a relay connector or another mail service.', 'With P1: MFA for all users and all apps, and block legacy authentication, BEFORE defaults go off.'],
  related: ['licensing', 'emergency-accounts', 'per-user-mfa'],
};
