/** `npm run bench:language [-- files or folders]`: accuracy, confusion, calibration, speed and memory of the language part. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loadLanguage } from '../../src/language/index.js';
import { isDialog, scoreDialog, scoreLine, type Dialog, type Line, type Outcome } from '../language/score.js';

const places = process.argv.slice(2);
const files = (places.length > 0 ? places : ['test/language/dev']).flatMap((place) =>
  (statSync(place).isDirectory() ? readdirSync(place).map((name) => join(place, name)) : [place]).filter((name) => name.endsWith('.jsonl')));

const memoryBefore = process.memoryUsage().rss;
const loadStart = performance.now();
const language = loadLanguage();
language.understand('who has no mfa?');
const loadMs = performance.now() - loadStart;

const times: number[] = [];
const timed: typeof language = {
  understand(message, context) {
    const start = performance.now();
    const result = language.understand(message, context);
    times.push(performance.now() - start);
    return result;
  },
};

const all: Outcome[] = [];
const shares = files.map((file) => {
  const outcomes = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((json) => play(JSON.parse(json) as Line | Dialog));
  const passed = outcomes.filter((turns) => turns.every(({ ok }) => ok)).length;
  all.push(...outcomes.flat());
  console.log(`${percent(passed, outcomes.length)}  ${file} (${passed}/${outcomes.length})`);
  return passed / outcomes.length;
});

function play(each: Line | Dialog): Outcome[] {
  return isDialog(each) ? scoreDialog(each, timed) : [scoreLine(each, timed)];
}

console.log(`${percent(shares.reduce((a, b) => a + b, 0), shares.length)}  mean of the files; safety gate violations: ${all.filter(({ gate }) => !gate).length}`);
table('by level', all, ({ line }) => line.level ?? 'none');
table('by intent', all, ({ line }) => line.intent ?? 'faq');
table('by topic', all.filter(({ line }) => line.topic), ({ line }) => line.topic ?? '');
failures();
calibration();
speed();

function table(title: string, outcomes: Outcome[], key: (outcome: Outcome) => string): void {
  console.log(`\n${title}`);
  for (const name of [...new Set(outcomes.map(key))].toSorted()) {
    const group = outcomes.filter((outcome) => key(outcome) === name);
    const right = group.filter(({ ok }) => ok).length;
    console.log(`${percent(right, group.length)}  ${name} (${right}/${group.length})`);
  }
}

function failures(): void {
  console.log('\nwrong');
  for (const { line, why, got } of all.filter(({ ok }) => !ok)) {
    console.log(`  ${line.id ?? ''} ${JSON.stringify(line.q.slice(0, 110))} wanted ${line.topic ?? line.intent}, got ${why} (${got.confidence.toFixed(2)})`);
  }
}

function calibration(): void {
  console.log('\nconfidence: stated / right / count');
  for (const low of [0, 0.2, 0.4, 0.6, 0.8, 0.9]) {
    const high = low === 0.8 ? 0.9 : low === 0.9 ? 1.01 : low + 0.2;
    const group = all.filter(({ got }) => got.confidence >= low && got.confidence < high);
    const mean = group.reduce((sum, { got }) => sum + got.confidence, 0) / (group.length || 1);
    console.log(`  ${mean.toFixed(2)}  ${percent(group.filter(({ ok }) => ok).length, group.length)}  ${group.length}`);
  }
  const asked = all.filter(({ line }) => line.topic && !line.kind);
  const unsure = asked.filter(({ got }) => got.suggestions.length > 0 || got.intent === 'out-of-scope').length;
  console.log(`"I don't know" on questions in scope: ${percent(unsure, asked.length)}`);
}

function speed(): void {
  const sorted = times.toSorted((a, b) => a - b);
  const memory = (process.memoryUsage().rss - memoryBefore) / 1e6;
  console.log(`\nload ${loadMs.toFixed(0)} ms, median ${sorted[sorted.length >> 1]?.toFixed(2)} ms, slowest ${sorted.at(-1)?.toFixed(1)} ms, memory added ${memory.toFixed(0)} MB`);
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / (whole || 1)).toFixed(1).padStart(5)} %`;
}
