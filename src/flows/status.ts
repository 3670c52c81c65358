import type { Scan, TenantStatus } from './types.js';

/** How far the tenant is, in short. */
export function tenantStatus(_scan: Scan): TenantStatus {
  throw new Error('not built yet');
}
