export { findPerson, readActiveRoles, readEligibleRoles, readGroupIds, readPerson, type DirectoryPerson } from './authority.js';
export type { Fetch, GetToken } from './client/chain.js';
export { GraphError, TokenError } from './client/error.js';
export { createGraph, type Graph, type GraphOptions } from './client/graph.js';
export { createGetToken, type GraphCredential } from './credentials.js';
export { createExchange, type AuthorityClient, type Exchange } from './onBehalfOf.js';
export { readDirectoryAudits, type DirectoryAudit } from './directoryAudits.js';
export { readGroupPath } from './groupPath.js';
export { checkPermissions, type PermissionCheck } from './permissions/checkPermissions.js';
export { createPlannerCalls, type PlannerCalls } from './planner.js';
export { readSnapshot, type ReadSnapshotOptions } from './snapshot/readSnapshot.js';
export type { ReadProgress } from './snapshot/scan.js';
export { ScanError } from './snapshot/users.js';
export { readTenantId, verifyTenantId } from './tenantId.js';
export { differenceBetween } from './settings/difference.js';
export { createResolver, type ResolverOptions } from './settings/resolver.js';
export { createSettings } from './settings/settings.js';
export type {
  Impossible, PolicyParts, ReadOutcome, ResolvedEdits, Resolver, SettingChange, SettingRef, Settings, SettingValue, WriteOutcome,
} from './settings/types.js';
export { isReached, sameValue } from './settings/value.js';
