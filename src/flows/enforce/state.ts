import type { PlanRecord, StepRecord, StepStatus } from '../../store/types.js';
import type { PlanContent, PlanState, PlanStep, StepState } from './types.js';

const UNDO_DAYS = 30;
const DAY = 86_400_000;

/** Whatever may have changed the tenant. */
const DONE: StepStatus[] = ['sent', 'effective'];

export const contentOf = ({ content }: PlanRecord): PlanContent => content as PlanContent;
export const stepOf = ({ change }: StepRecord): PlanStep => change as PlanStep;
export const isDone = ({ status }: { status: StepStatus }): boolean => DONE.includes(status);

interface More {
  now: number;
  undoneBy?: number | undefined;
  notes?: string[];
}

/** A kept plan as its readers see it. */
export function stateOf(record: PlanRecord, { now, undoneBy, notes = [] }: More): PlanState {
  const { id, number, requestedBy, approvedBy, createdAt, expiresAt, finishedAt } = record;
  return {
    id, number, requestedBy, approvedBy, createdAt, expiresAt, finishedAt, undoneBy, notes,
    status: isExpired(record, now) ? 'expired' : record.status,
    content: contentOf(record), verdicts: contentOf(record).verdicts ?? {},
    steps: record.steps.map(stepState),
    undoableUntil: undoneBy === undefined ? undoableUntil(record, now) : undefined,
  };
}

export function isExpired({ status, expiresAt }: PlanRecord, now: number): boolean {
  return (status === 'proposed' || status === 'awaitingApproval') && Date.parse(expiresAt) <= now;
}

export function undoableUntil({ status, finishedAt, undoes, steps }: PlanRecord, now: number): string | undefined {
  if (status !== 'finished' || !finishedAt || undoes || !steps.some(isDone)) return undefined;
  const until = Date.parse(finishedAt) + UNDO_DAYS * DAY;
  return until > now ? new Date(until).toISOString() : undefined;
}

function stepState(record: StepRecord): StepState {
  const { text, accountIds } = stepOf(record);
  return { text, accountIds, status: record.status, note: record.note };
}
