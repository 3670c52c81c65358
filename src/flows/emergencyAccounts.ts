import type { EmergencyAccounts, Scan } from './types.js';

/** The tenant's break-glass accounts: what the finding marks, and what is named like one. */
export function listEmergencyAccounts(_scan: Scan): EmergencyAccounts {
  throw new Error('not built yet');
}
