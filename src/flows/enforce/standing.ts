import type { PlanRecord } from '../../store/types.js';
import type { EnforceParts } from './parts.js';
import { stateOf } from './state.js';
import type { PlanOutcome, PlanState } from './types.js';

/** A kept plan as it stands now, for whoever looks at it. */
export async function lookAt(parts: EnforceParts, record: PlanRecord, notes: string[] = []): Promise<PlanState> {
  const undone = record.status === 'finished' ? await (await parts.plans).undoOf(record.id) : undefined;
  return stateOf(record, { now: parts.now(), undoneBy: undone?.number, notes });
}

/** Another press or process was first: what came of it. */
export async function lookAgain(parts: EnforceParts, id: string): Promise<PlanOutcome> {
  return { kind: 'plan', state: await lookAt(parts, (await (await parts.plans).load(id))!) };
}
