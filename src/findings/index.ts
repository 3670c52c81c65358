import type { Explanation, Snapshot, TenantEdit, WhatIfResult } from '../engine/index.js';
export { findingRules } from './all.js';
export { judge } from './judge.js';

/** Explains one account; undefined where the snapshot has no account of that id. */
export function explain(_snapshot: Snapshot, _accountId: string): Explanation | undefined {
  throw new Error('not built yet');
}

/** Judges the snapshot with the edits applied and tells whose verdict changes. */
export function whatIf(_snapshot: Snapshot, _edits: TenantEdit[]): WhatIfResult {
  throw new Error('not built yet');
}
