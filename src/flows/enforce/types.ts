import type { TenantEdit, Verdict } from '../../engine/index.js';
import type { SettingChange } from '../../graph/index.js';
import type { Actor, PlanStatus, StepStatus } from '../../store/types.js';
import type { Candidate } from '../types.js';

/** What a plan is about; kept with it as JSON. Texts are plain, names in backticks. */
export interface PlanContent {
  kind: 'accounts' | 'tenant' | 'undo';
  /** In the imperative: "Enforce MFA for 2 accounts". */
  title: string;
  rows: PlanRow[];
  heldBack: HeldBack[];
  /** What a reader must know about the plan as a whole. */
  warnings: string[];
  /** What it comes to, one sentence: "Both need MFA at every sign-in afterwards; nobody else changes." */
  effect: string;
  /** Why a second person has to agree; undefined where nobody has to. */
  approvalBecause?: string;
  /** As they will work, for judging: may be more than the edits asked for (nested groups). */
  effects: TenantEdit[];
  /** The scan it was made from. */
  scannedAt: string;
  /** Verdicts by account id, judged with what Graph showed once everything was written; absent until then. */
  verdicts?: Record<string, Verdict>;
}

/** One account that the plan changes. A tenant-wide plan has a row for each account whose verdict it moves, worst first, at most a few. */
export interface PlanRow {
  account: Candidate;
  /** What is done: "Take `Bob` out of the group `Reception`". Empty where one change does it for all rows. */
  lever: string;
  before: Verdict;
  after: Verdict;
  warnings: string[];
}

/** An account that was asked for and isn't part of the plan. */
export interface HeldBack {
  account: Candidate;
  because: string;
  /** A wider change that would close its gap; a plan of its own. */
  tenantWide?: { text: string; edits: TenantEdit[] };
  /** It can be enforced all the same, if somebody asks for just this account. */
  canInsist: boolean;
}

export interface PlanStep extends Omit<SettingChange, 'before' | 'after'> {
  before: SettingChange['before'];
  after: SettingChange['after'];
}

/** How a plan stands, for whoever looks at it. */
export interface PlanState {
  id: string;
  number: number;
  status: PlanStatus | 'expired';
  content: PlanContent;
  requestedBy: Actor;
  approvedBy: Actor | undefined;
  createdAt: string;
  expiresAt: string;
  finishedAt: string | undefined;
  steps: StepState[];
  /** Verdicts by account id, judged with what Graph says after the writes. Empty until then. */
  verdicts: Record<string, Verdict>;
  /** Until when it can be undone (ISO 8601); undefined where there is nothing to undo. */
  undoableUntil: string | undefined;
  undoneBy: number | undefined;
  /** News about it: "The tenant has changed since the preview: ...". */
  notes: string[];
}

export interface StepState {
  text: string;
  status: StepStatus;
  note: string | undefined;
  accountIds: string[];
}

/** What a press on a plan comes to. */
export type PlanOutcome =
  | { kind: 'plan'; state: PlanState }
  /** Nothing was done: one sentence for the person. */
  | { kind: 'refused'; because: string }
  /** Nothing was done yet: the person has to sign in, then the same press goes on. */
  | { kind: 'signIn'; planId: string };
