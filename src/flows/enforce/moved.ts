import type { PlanRecord } from '../../store/types.js';
import { sameValue } from '../../graph/index.js';
import type { EnforceParts } from './parts.js';
import { stepOf } from './state.js';

/** Reads again what the plan is going to write; the sentence that tells what isn't any more as the preview showed it, or undefined. */
export async function moved({ rights }: EnforceParts, { steps }: PlanRecord): Promise<string | undefined> {
  const changes = steps.map(stepOf);
  const outcomes = await rights.reader.read(changes);
  const stale = changes.filter((change, index) => {
    const outcome = outcomes[index]!;
    return 'error' in outcome || !sameValue(outcome.value, change.before);
  });
  const [first] = stale;
  if (!first) return undefined;
  const unread = outcomes.some((outcome) => 'error' in outcome);
  const what = unread ? 'Graph could not tell again what the plan is about' : `The tenant has changed since the preview (it concerns: ${first.text})`;
  return `${what}. Nothing was written; this is a new preview.`;
}
