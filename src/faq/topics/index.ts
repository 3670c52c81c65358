import type { Topic } from '../types.js';
import { enforcementDeadline } from './enforcement-deadline.js';
import { verificationMethod } from './verification-method.js';
import { trustedIp } from './trusted-ip.js';
import { emergencyAccounts } from './emergency-accounts.js';
import { disabledAccounts } from './disabled-accounts.js';
import { exchangePowershell } from './exchange-powershell.js';
import { complianceCheckTool } from './compliance-check-tool.js';
import { baselinePolicies } from './baseline-policies.js';
import { licensing } from './licensing.js';
import { perUserMfa } from './per-user-mfa.js';
import { appPasswords } from './app-passwords.js';
import { serviceAccounts } from './service-accounts.js';
import { sharedMailboxes } from './shared-mailboxes.js';
import { whoCountsAsUser } from './who-counts-as-user.js';
import { thirdPartyMfa } from './third-party-mfa.js';
import { deviceCompliance } from './device-compliance.js';
import { promptFrequency } from './prompt-frequency.js';
import { guestUsers } from './guest-users.js';
import { outlookModernAuth } from './outlook-modern-auth.js';
import { separateAdminAccounts } from './separate-admin-accounts.js';
import { automation } from './automation.js';
import { secureAppModel } from './secure-app-model.js';
import { smtpSubmission } from './smtp-submission.js';
import { mfaOutage } from './mfa-outage.js';
import { customerTenants } from './customer-tenants.js';
import { migrationDates } from './migration-dates.js';

/** Every topic, in the order of the contract; a new one is a file here and a line in this list. */
export const topicList: readonly Topic[] = [
  enforcementDeadline,
  verificationMethod,
  trustedIp,
  emergencyAccounts,
  disabledAccounts,
  exchangePowershell,
  complianceCheckTool,
  baselinePolicies,
  licensing,
  perUserMfa,
  appPasswords,
  serviceAccounts,
  sharedMailboxes,
  whoCountsAsUser,
  thirdPartyMfa,
  deviceCompliance,
  promptFrequency,
  guestUsers,
  outlookModernAuth,
  separateAdminAccounts,
  automation,
  secureAppModel,
  smtpSubmission,
  mfaOutage,
  customerTenants,
  migrationDates,
];
