/**
 * Finds what a person named: accounts by display name, sign-in name, first name, with accents, possessives and slips;
 * locations, groups and policies by theirs. One match is the one meant, several are to be asked about, none is none.
 */
import { fold } from './text/normalise.js';

export interface Nameable { id: string; displayName: string; userPrincipalName?: string }

/** An index over names; building takes about half a second for 100,000 accounts, asking a few milliseconds. */
export interface Directory<T extends Nameable> {
  things: readonly T[];
  /** Whole names and addresses. */
  byName: Map<string, number[]>;
  /** Single words of names and addresses. */
  byWord: Map<string, number[]>;
}

export function buildDirectory<T extends Nameable>(things: readonly T[]): Directory<T> {
  const directory: Directory<T> = { things, byName: new Map(), byWord: new Map() };
  things.forEach((thing, i) => {
    const wholes = [thing.displayName, thing.userPrincipalName ?? '', localPart(thing.userPrincipalName)].map(plain);
    for (const whole of new Set(wholes)) if (whole) push(directory.byName, whole, i);
    for (const word of new Set(wordsOf(`${thing.displayName} ${localPart(thing.userPrincipalName)}`))) push(directory.byWord, word, i);
  });
  return directory;
}

/** The accounts a query fits best: one, several candidates, or none. */
export function matchAccounts<T extends Nameable>(directory: Directory<T>, query: string): T[] {
  const name = plain(query.replace(/(\p{L})'s?$/u, '$1').replace(/^(?:the )?(?:user|account|mailbox) /i, ''));
  if (!name) return [];
  const words = wordsOf(name);
  const exact = directory.byName.get(name) ?? [];
  if (exact.length > 0 && (words.length > 1 || name.includes('@'))) return pick(directory, exact);
  const found = [exact, ...steps(directory, words)];
  if (words.length === 1) return pick(directory, [...exact, ...(found[1] ?? [])].length > 0 ? [...exact, ...found[1]!] : firstOf(found.slice(2)));
  return pick(directory, firstOf(found));
}

/** Words people add to a name, the emptiest first: dropped step by step until something fits. */
const ADDED_WORDS = [['the', 'our'], ['policy', 'policies', 'location', 'group', 'rule'], ['office', 'team', 'site', 'network', 'ca']];

/** The locations, groups or policies a name fits best: `CA005`, `Montreal office`. */
export function matchName<T extends Nameable>(query: string, things: readonly T[]): T[] {
  const directory = buildDirectory(things);
  let name = query.replace(/\b(ca)[ -](\d{2,4})\b/i, '$1$2');
  let found = matchAccounts(directory, name);
  for (const added of ADDED_WORDS) {
    if (found.length > 0) break;
    name = wordsOf(name).filter((word) => !added.includes(word)).join(' ');
    found = matchAccounts(directory, name);
  }
  return found;
}

function firstOf(found: number[][]): number[] {
  return found.find((list) => list.length > 0) ?? [];
}

/** Looser and looser: every word is one of the name's; begins one; is a slip of one. Evaluated only as far as needed. */
function steps<T extends Nameable>(directory: Directory<T>, words: string[]): number[][] {
  const exact = common(words.map((word) => directory.byWord.get(word) ?? []));
  if (exact.length > 0) return [exact, [], []];
  const all = [...directory.byWord.keys()];
  const beginning = common(words.map((word) => ofWords(directory, word.length > 2 ? all.filter((known) => known.startsWith(word)) : [word])));
  if (beginning.length > 0) return [[], beginning, []];
  return [[], [], common(words.map((word) => ofWords(directory, all.filter((known) => isSlip(word, known)))))];
}

function ofWords<T extends Nameable>(directory: Directory<T>, words: string[]): number[] {
  return words.flatMap((word) => directory.byWord.get(word) ?? []);
}

function common(lists: number[][]): number[] {
  const [first = [], ...rest] = lists.map((list) => new Set(list)).toSorted((a, b) => a.size - b.size);
  return [...first].filter((i) => rest.every((other) => other.has(i)));
}

function pick<T extends Nameable>(directory: Directory<T>, found: number[]): T[] {
  return [...new Set(found)].map((i) => directory.things[i]!);
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The part before the @; of a guest the home address (`bob_fabrikam.com#EXT#`). */
function localPart(address = ''): string {
  return address.replace(/#EXT#.*$/i, '').replace(/_[\w-]+\.\w+$/, '').split('@')[0] ?? '';
}

function plain(text: string): string {
  return fold(text).replace(/["'`]/g, '').replace(/\s+/g, ' ').trim();
}

function wordsOf(text: string): string[] {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** At most one slip in words of four letters or more, two from eight on. */
function isSlip(a: string, b: string): boolean {
  const most = a.length >= 8 ? 2 : a.length >= 4 ? 1 : 0;
  return Math.abs(a.length - b.length) <= most && most > 0 && distance(a, b, most) <= most;
}

/** Damerau-Levenshtein distance; gives up above `most`. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_none, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
