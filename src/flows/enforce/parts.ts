import type { Report, Snapshot } from '../../engine/index.js';
import type { Resolver, Settings } from '../../graph/index.js';
import type { Actor, AuditStore, PlanRecord, PlanStore } from '../../store/types.js';
import type { Asking, Authority } from '../authority.js';
import type { Scanner } from '../scan.js';
import type { PlanState } from './types.js';

/** Whoever presses, and where. */
export interface Pressing extends Asking {
  conversationId: string;
  ownToken?: () => Promise<{ kind: 'token'; token: string } | { kind: 'signIn' } | { kind: 'refused'; because: string }>;
  /** Where the card stands, for a later process to edit it: the channel's own JSON. */
  place?: object;
}

export type Writer = { kind: 'ready'; settings: Settings } | { kind: 'signIn' } | { kind: 'refused'; because: string };

/** Whose rights are used. Reading is always the application's. */
export interface Rights {
  reader: Settings;
  /** `mayChangeRoleGroups`: whether who asks may change role-assignable groups. */
  resolver(mayChangeRoleGroups: boolean): Resolver;
  writer(person: Pressing): Promise<Writer>;
  /** After a crash there is nobody to ask: undefined where only the person's own rights may write. */
  recoveryWriter(actor: Actor): Settings | undefined;
}

export interface EnforceParts {
  /** Reject where the database can't be used: then nothing is written to the tenant either. */
  plans: Promise<PlanStore>;
  audit: Promise<AuditStore>;
  authority: Authority;
  rights: Rights;
  scanner: Scanner;
  judge: (snapshot: Snapshot) => Report;
  /** More accounts than this need a second person. */
  approvalAbove: number;
  approvals: 'on' | 'off';
  /** Shows where the plan's card stands what became of it. */
  announce?: Announce;
  /** Names this process in leases. */
  worker: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: (message: string, cause?: unknown) => void;
}

/** Somebody to tell where a plan ended that began elsewhere: in another conversation, or in a process that died. */
export type Announce = (record: PlanRecord, state: PlanState) => Promise<void>;

/** Told while a plan is carried out. */
export type OnPlan = (state: PlanState) => void;
