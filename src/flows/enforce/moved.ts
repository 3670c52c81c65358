import type { PlanRecord } from '../../store/types.js';
import { sameValue } from '../../graph/index.js';
import type { EnforceParts } from './parts.js';
import { stepOf } from './state.js';

export type Movement =
  | { kind: 'none' }
  /** `because`: the sentence that tells what isn't any more as the preview showed it. */
  | { kind: 'moved'; because: string }
  | { kind: 'unread'; because: string };

/** Reads again what the plan is going to write. What is gone has moved; what can't be read is as good as unknown. */
export async function moved({ rights }: EnforceParts, { steps }: PlanRecord): Promise<Movement> {
  const changes = steps.map(stepOf);
  const outcomes = await rights.reader.read(changes);
  if (outcomes.some((outcome) => 'error' in outcome && !outcome.error.isNotFound)) return { kind: 'unread', because: UNREAD };
  const stale = changes.find((change, index) => {
    const outcome = outcomes[index]!;
    return 'error' in outcome || !sameValue(outcome.value, change.before);
  });
  if (!stale) return { kind: 'none' };
  return { kind: 'moved', because: `The tenant has changed since the preview (it concerns: ${stale.text}).` };
}

const UNREAD = 'Graph could not tell whether everything still is as the preview showed it, so nothing was written: confirm again in a minute.';
