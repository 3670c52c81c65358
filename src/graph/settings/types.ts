import type { PerUserMfaState, Snapshot, TenantEdit } from '../../engine/index.js';
import type { GraphError } from '../client/error.js';

/** A thing in the tenant that a lever sets. Every write of this product is "set this thing to that value". */
export type SettingRef =
  | { kind: 'policy'; policyId: string }
  /** Direct membership. */
  | { kind: 'membership'; groupId: string; accountId: string }
  | { kind: 'perUserMfa'; accountId: string }
  | { kind: 'securityDefaults' };

/**
 * JSON, so that a journal can keep it. Of a policy: only the parts that the change touches, as Graph writes them
 * (`{ "conditions.users": {...} }`, keys are paths), so that writing it back undoes the change and nothing else.
 */
export type SettingValue = boolean | PerUserMfaState | PolicyParts;
export type PolicyParts = { [path: string]: unknown };

/** One write: idempotent, and undone by writing `before`. */
export interface SettingChange {
  ref: SettingRef;
  before: SettingValue;
  after: SettingValue;
  /** The edits it carries out, in the engine's terms; several edits of one policy are one write. */
  edits: TenantEdit[];
  /** Accounts it was asked for; empty for a tenant-wide change. */
  accountIds: string[];
  /** One line in the imperative, names instead of ids: "take `Bob` out of the group `Reception`". */
  text: string;
}

/** Why an edit can't be written, for a person: "`Dept - Sales` is dynamic: its rule decides who is in it". */
export interface Impossible {
  edit: TenantEdit;
  because: 'dynamicGroup' | 'syncedGroup' | 'roleAssignableGroup' | 'managedPolicy' | 'unread' | 'gone' | 'nothingToChange';
  text: string;
}

export interface ResolvedEdits {
  changes: SettingChange[];
  impossible: Impossible[];
  /**
   * The edits as they will really work, for what-if: taking an account out of a nested group takes it out of every group above,
   * unless another way leads there.
   */
  effects: TenantEdit[];
}

export interface Resolver {
  /** Reads what the edits touch and turns them into writes. Throws GraphError or TokenError where nothing could be read at all. */
  resolve(snapshot: Snapshot, edits: readonly TenantEdit[]): Promise<ResolvedEdits>;
}

export type ReadOutcome = { value: SettingValue } | { error: GraphError };

export type WriteOutcome =
  | { status: 'written'; requestId: string | undefined }
  /** Certainly not done: refused, throttled to the end, or a conflict. `mend` is one sentence for a person. */
  | { status: 'refused'; code: string; mend: string; requestId: string | undefined }
  /** The answer got lost: it may be done or not; read back. */
  | { status: 'unclear'; code: string; mend: string; requestId: string | undefined };

/** The only reader and writer of settings; one for each person whose rights it uses. */
export interface Settings {
  /** What Graph says now, each on its own; as few requests as the service allows. `like`: which parts of a policy are of interest. */
  read(changes: readonly Pick<SettingChange, 'ref' | 'before'>[]): Promise<ReadOutcome[]>;
  /** Sets each to `value`. Never throws for one of them; outcomes are in the order given. */
  write(targets: readonly { ref: SettingRef; value: SettingValue }[]): Promise<WriteOutcome[]>;
}
