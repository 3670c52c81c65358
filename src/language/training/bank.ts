import { readFileSync, readdirSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { hash } from '../model/features.js';
import { readConcepts } from '../model/lexicon.js';
import { words } from '../text/normalise.js';
import { FILLERS } from './fillers.js';

/** A line of the bank spelt out. `line` tells which line it comes from, so that a line is never both trained on and tested. */
export interface Example { text: string; label: string; line: number }

const BANK = new URL('../bank/', import.meta.url);

/** Spellings taken from one line with alternatives. */
const PER_LINE = 14;

/** Reads all bank files. A label is the file's name: an intent, or a topic of the FAQ. */
export function readBank(): Example[] {
  let line = 0;
  return bankFiles().flatMap(({ label, text }) =>
    linesOf(text).flatMap((source) => {
      line += 1;
      return spellings(source).map((spelling) => ({ text: spelling, label, line }));
    }));
}

/** The words of the bank with the lines that use them; what stands for a name, a place or a policy is no word. */
export function bankWords(): Map<string, Set<number>> {
  const out = new Map<string, Set<number>>();
  bankFiles().flatMap(({ text }) => linesOf(text)).forEach((source, line) => {
    const plain = source.replace(/\{(?:name|names|upn|place|policy|group)\}/g, ' ');
    for (const spelling of spellings(plain)) {
      for (const word of words(spelling)) out.set(word, (out.get(word) ?? new Set()).add(line));
    }
  });
  return out;
}

/** Changes whenever a bank file or the lexicon changes. */
export function bankFingerprint(): string {
  const sum = createHash('sha256');
  for (const { label, text } of bankFiles()) sum.update(`${label}\n${text}`);
  return sum.update(readConcepts()).digest('hex').slice(0, 16);
}

function bankFiles(): { label: string; text: string }[] {
  return ['intents', 'topics'].flatMap((folder) => {
    const place = new URL(`${folder}/`, BANK);
    return readdirSync(place).filter((name) => name.endsWith('.txt')).toSorted()
      .map((name) => ({ label: name.replace('.txt', ''), text: readFileSync(new URL(name, place), 'utf8') }));
  });
}

function linesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('# '));
}

/** Up to PER_LINE spellings of a line, always the same ones. */
export function spellings(line: string): string[] {
  const out = new Set<string>();
  for (let i = 0; i < PER_LINE * 3 && out.size < PER_LINE; i++) {
    let seed = hash(`${i} ${line}`);
    const next = (count: number): number => ((seed = hash(`${seed}`)) % count);
    out.add(fill(choose(line, next), next).replace(/\s+/g, ' ').trim());
    if (out.size === 1 && !/[|{]/.test(line)) break;
  }
  return [...out];
}

/** Takes one of each `(a|b)`, innermost first. */
function choose(line: string, next: (count: number) => number): string {
  const group = /\(([^()]*\|[^()]*)\)/;
  let text = line;
  for (let found = group.exec(text); found; found = group.exec(text)) {
    const options = (found[1] ?? '').split('|');
    text = text.replace(found[0], () => options[next(options.length)] ?? '');
  }
  return text;
}

function fill(line: string, next: (count: number) => number): string {
  return line.replace(/\{(\w+)\}/g, (whole, kind: string) => {
    const values = FILLERS[kind];
    if (!values) throw new Error(`the bank uses ${whole}, which training/fillers.ts does not know`);
    return values[next(values.length)] ?? '';
  });
}
