import type { PolicyOverview, Scan } from './types.js';

/** Which policies are in force and what each covers, in words. */
export function listPolicies(_scan: Scan): PolicyOverview {
  throw new Error('not built yet');
}
