/** Anything of the tenant that a person may call by name: a location, a group, a policy. */
export interface Named {
  id: string;
  name: string;
}

/** Words that say what kind of thing is meant, not which one. */
const KIND_WORDS = new Set(['the', 'our', 'a', 'an', 'named', 'called', 'location', 'office', 'site', 'place', 'group', 'team', 'policy', 'rule', 'ip', 'ips', 'address', 'range', 'network']);
const FUZZY_FROM = 5;

/** What the words may mean: an exact name alone, else every name that holds all the words (typos of one letter allowed). */
export function matchNames<T extends Named>(words: string, things: readonly T[]): T[] {
  const byId = things.filter((thing) => thing.id.toLowerCase() === words.trim().toLowerCase());
  if (byId.length > 0) return byId;
  const wanted = tokens(words);
  const exact = things.filter((thing) => tokens(thing.name).join(' ') === wanted.join(' '));
  if (exact.length > 0) return exact;
  const telling = wanted.filter((token) => !KIND_WORDS.has(token));
  return firstThatFits([wanted, telling], things);
}

function firstThatFits<T extends Named>(attempts: string[][], things: readonly T[]): T[] {
  for (const isAlike of [same, startsLike, nearly]) {
    for (const wanted of attempts.filter((attempt) => attempt.length > 0)) {
      const found = things.filter((thing) => holds(tokens(thing.name), wanted, isAlike));
      if (found.length > 0) return found;
    }
  }
  return [];
}

function holds(name: string[], wanted: string[], isAlike: (one: string, other: string) => boolean): boolean {
  return wanted.every((token) => name.some((part) => isAlike(part, token)));
}

const same = (part: string, token: string): boolean => part === token;
const startsLike = (part: string, token: string): boolean => token.length >= 2 && part.startsWith(token);
const nearly = (part: string, token: string): boolean => token.length >= FUZZY_FROM && isOneEditApart(part, token);

/** Lower case, without accents, split at everything that is neither letter nor digit. */
function tokens(text: string): string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** One letter added, left out, replaced, or two neighbours swapped. */
function isOneEditApart(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const [left, right] = [one.slice(start), other.slice(start)];
  return (
    left.slice(1) === right || left === right.slice(1) || left.slice(1) === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
