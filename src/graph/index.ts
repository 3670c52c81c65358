export type { Fetch, GetToken } from './client/chain.js';
export { GraphError, TokenError } from './client/error.js';
export { createGraph, type Graph, type GraphOptions } from './client/graph.js';
export { createGetToken, type GraphCredential } from './credentials.js';
export { readGroupPath } from './groupPath.js';
export { checkPermissions, type PermissionCheck } from './permissions/checkPermissions.js';
export { readSnapshot, type ReadSnapshotOptions } from './snapshot/readSnapshot.js';
export type { ReadProgress } from './snapshot/scan.js';
export { ScanError } from './snapshot/users.js';
