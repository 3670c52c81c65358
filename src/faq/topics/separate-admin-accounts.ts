import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const separateAdminAccounts: Topic = {
  id: 'separate-admin-accounts',
  title: 'Separate accounts for admins',
  answer: 'Recommended, not required: keep admin roles off the everyday mail account and use a dedicated cloud-only admin account (onmicrosoft.com). Both accounts need MFA. The admin account does not need a licence or mailbox; forward its notification mail.',
  thread: [
    { kind: 'question', by: 'visiting partner', text: 'Since app passwords do not work for admins, should there be a second account for admin duties under onmicrosoft.com. Two accounts are inconvenient but acceptable.' },
    { kind: 'hearsay', by: 'another partner', text: 'Modern authentication solves the Outlook problem without a second account.' },
    { kind: 'unanswered', by: 'Microsoft employee', text: 'No Microsoft reply on separate accounts.' },
  ],
  today: [
    { since: '2023-10-13', text: 'Partner best practices: separate admin accounts, roles with least privilege, dedicated accounts for those with customer access, managed workstations, and Partner Center in a tenant apart from daily mail.', sources: [sources.bestPractices] },
    { since: '2025-07-21', text: 'Security defaults page: a separate account for admin work reduces prompts significantly, because admins are challenged at every sign-in while a standard user account is prompted less often.', sources: [sources.securityDefaults] },
    { since: '2025-02-10', text: 'Unlicensed admins without a mailbox miss notification mail; set an alternate address or forward it.', sources: [sources.emergencyAccess] },
    { since: '2026-04-03', text: 'Admin portals demand MFA of every user who signs in.', sources: [sources.portals] },
    { text: 'Cloud-only matters: an admin synced from on-premises falls with the local AD.', sources: [sources.emergencyAccess] },
    { text: 'PIM (P2) gives the role only for some hours; Conditional Access aimed at the account needs P1.', sources: [sources.mfaLicensing], unverified: true },
  ],
  disagreements: ['More accounts mean more accounts to cover: under the contract each one needs MFA.'],
  checks: [
    { finding: 'weak-methods', text: 'Admins with only SMS or voice.' },
    { finding: 'no-enforcement', text: 'Admin accounts are listed first. A role on a mail account is a risk to know, not an MFA failure, and the scan does not count it.' },
  ],
  todo: ['One admin account per person, named, never shared; passkey or FIDO2 key; no mailbox, no licence.', 'Daily account: standard user without roles.', 'Use PIM for roles and phishing-resistant MFA for all admin roles.', 'It is not the emergency account: keep those apart.'],
  related: ['emergency-accounts', 'prompt-frequency', 'outlook-modern-auth'],
};
