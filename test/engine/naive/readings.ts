/** Answers a question about something the scan could not read; the same question gets the same answer within one reading. */
export type Ask = <T>(question: string, answers: readonly T[]) => T;

/**
 * Runs `decide` once for every way the unread data could turn out, and returns all outcomes.
 * Only questions that are really asked are multiplied out, so data that doesn't matter costs nothing.
 */
export function everyReading<T>(decide: (ask: Ask) => T, limit = 20_000): T[] {
  const outcomes: T[] = [];
  const open: Map<string, unknown>[] = [new Map()];
  for (let given = open.pop(); given; given = open.pop()) {
    if (outcomes.length >= limit) throw new Error('too many readings for the naive judge: make the tenant smaller');
    outcomes.push(decide(asker(given, open)));
  }
  return outcomes;
}

function asker(given: Map<string, unknown>, open: Map<string, unknown>[]): Ask {
  return <T>(question: string, answers: readonly T[]): T => {
    if (!given.has(question)) {
      for (const other of answers.slice(1)) open.push(new Map([...given, [question, other]]));
      given.set(question, answers[0]);
    }
    return given.get(question) as T;
  };
}
