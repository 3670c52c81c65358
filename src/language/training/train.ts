/** `npm run train`: turns src/language/bank into src/language/model/model.bin. Same bank, same file, byte for byte. */
import type { Model } from '../model/classifier.js';
import { softmax } from '../model/classifier.js';
import { features } from '../model/features.js';
import { Lexicon } from '../model/lexicon.js';
import { writeModel } from '../model/file.js';
import { isQuestion, words } from '../text/normalise.js';
import { bankFingerprint, bankWords, readBank, type Example } from './bank.js';
import { commonKeys, fit, scores, type Fit, type Sample } from './fit.js';
import { withNoise } from './noise.js';

/** A word is known when this many lines use it; a feature is kept likewise. */
const KNOWN = 2;
const KEPT = 3;
const FOLDS = 3;

const bank = readBank();
const labels = [...new Set(bank.map((example) => example.label))].toSorted();
const known = knownWords();
const samples = toSamples(withNoise(bank), new Lexicon(known));
const temperature = calibrate(samples);
save(fit(samples, labels.length, commonKeys(samples, KEPT)), temperature);

function knownWords(): string[] {
  return [...bankWords()].filter(([, lines]) => lines.size >= KNOWN).map(([word]) => word).toSorted();
}

/** A line with many spellings weighs as much as one with few, and a small label as much as a large one (in part). */
function toSamples(examples: Example[], using: Lexicon): Sample[] {
  const perLine = count(examples.map((example) => example.line));
  const perLabel = count([...new Map(examples.map((e) => [e.line, e.label])).values()]);
  const mean = [...perLabel.values()].reduce((a, b) => a + b, 0) / perLabel.size;
  return examples.map(({ text, label, line }) => ({
    features: features(words(text), isQuestion(text), using),
    label: labels.indexOf(label),
    line,
    weight: (1 / Math.sqrt(perLine.get(line) ?? 1)) * Math.sqrt(mean / (perLabel.get(label) ?? 1)),
  }));
}

function count<T>(items: T[]): Map<T, number> {
  const out = new Map<T, number>();
  for (const item of items) out.set(item, (out.get(item) ?? 0) + 1);
  return out;
}

/** The temperature under which lines left out of training get their most honest probabilities. */
function calibrate(all: Sample[]): number {
  const held: { scores: number[]; label: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = all.filter((sample) => sample.line % FOLDS !== fold);
    const model = fit(rest, labels.length, commonKeys(rest, KEPT));
    const left = all.filter((sample) => sample.line % FOLDS === fold);
    held.push(...left.map((sample) => ({ scores: [...scores(model, sample.features)], label: sample.label })));
  }
  report(held);
  return Array.from({ length: 40 }, (_none, i) => 0.3 + i * 0.05).reduce((best, t) => (loss(held, t) < loss(held, best) ? t : best), 1);
}

function loss(held: { scores: number[]; label: number }[], t: number): number {
  return held.reduce((sum, item) => sum - Math.log((softmax(item.scores, t)[item.label] ?? 0) + 1e-9), 0) / held.length;
}

function report(held: { scores: number[]; label: number }[]): void {
  const right = held.filter((item) => item.scores.indexOf(Math.max(...item.scores)) === item.label).length;
  console.error(`bank: ${bank.length} spellings, ${labels.length} labels; lines left out of training: ${((100 * right) / held.length).toFixed(1)} % right`);
}

function save(model: Fit, t: number): void {
  const scales = labels.map((_label, k) => largest(model, k) / 127);
  const weights = Int8Array.from(model.weights, (weight, i) => Math.round(weight / scales[i % labels.length]!));
  const file: Model = {
    labels, temperature: t, scales, bias: [...model.bias], source: bankFingerprint(), words: known,
    keys: Uint32Array.from(model.keys), weights,
  };
  writeModel(file);
  console.error(`model: ${model.keys.length} features, ${known.length} words, temperature ${t.toFixed(2)}`);
}

function largest(model: Fit, k: number): number {
  let top = 1e-6;
  for (let i = k; i < model.weights.length; i += labels.length) top = Math.max(top, Math.abs(model.weights[i]!));
  return top;
}
