import type { Lexicon } from './lexicon.js';

/** A message as numbers: feature hash -> value. */
export type Features = Map<number, number>;

const NAME_SYMBOL = 'zzname';

/** Words, word pairs, what the words mean, pairs of meanings, and pieces of words (for typos and inflections). */
export function features(written: string[], question: boolean, lexicon: Lexicon): Features {
  const tokens = written.map((word) => lexicon.mend(word));
  const plain = tokens.map((word) => (lexicon.known(word) ? word : NAME_SYMBOL));
  const meanings = lexicon.concepts.of(tokens);
  const out: Features = new Map();
  group(out, 'w', plain, 1);
  group(out, 'b', pairs(['^', ...plain, '$']), 0.8);
  group(out, 's', skips(['^', ...plain]), 0.5);
  group(out, 'c', meanings, 1.2);
  group(out, 'd', pairs(['^', ...meanings, '$']), 0.9);
  group(out, 'p', together(meanings), 0.9);
  group(out, 'g', tokens.flatMap(pieces), 0.8);
  group(out, 'l', [question ? 'question' : 'statement', `length${lengthClass(tokens.length)}`, `starts:${plain[0] ?? ''}`], 0.5);
  return normalise(out);
}

/** Each kind of feature gets the same say, however many a message has. */
function group(out: Features, kind: string, values: string[], weight: number): void {
  const each = weight / Math.sqrt(Math.max(values.length, 1));
  for (const value of values) {
    const key = hash(`${kind}:${value}`);
    out.set(key, (out.get(key) ?? 0) + each);
  }
}

function pairs(list: string[]): string[] {
  return list.slice(1).map((item, i) => `${list[i]} ${item}`);
}

function skips(list: string[]): string[] {
  return list.slice(2).map((item, i) => `${list[i]} _ ${item}`);
}

function together(meanings: string[]): string[] {
  const few = [...new Set(meanings)].toSorted().slice(0, 9);
  return few.flatMap((a, i) => few.slice(i + 1).map((b) => `${a}+${b}`));
}

/** Pieces of 3 to 5 letters with the word's edges marked. */
function pieces(word: string): string[] {
  const marked = `<${word.slice(0, 24)}>`;
  const out: string[] = [];
  for (let size = 3; size <= 5; size++) {
    for (let i = 0; i + size <= marked.length; i++) out.push(marked.slice(i, i + size));
  }
  return out;
}

function lengthClass(count: number): number {
  return count < 3 ? count : count < 6 ? 5 : count < 12 ? 11 : count < 25 ? 24 : 99;
}

function normalise(out: Features): Features {
  let sum = 0;
  for (const value of out.values()) sum += value * value;
  const norm = Math.sqrt(sum) || 1;
  for (const [key, value] of out) out.set(key, value / norm);
  return out;
}

/** FNV-1a with a final mix, 32 bit. */
export function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}
