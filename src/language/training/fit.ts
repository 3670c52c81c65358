import type { Features } from '../model/features.js';
import { hash } from '../model/features.js';

export interface Sample { features: Features; label: number; line: number; weight: number }

/** Raw scores of a fitted model: rows of one weight per label for each feature, and a bias per label. */
export interface Fit { keys: number[]; rows: Map<number, number>; weights: Float32Array; bias: Float32Array; labels: number }

const EPOCHS = 14;
const RATE = 0.35;
const DECAY = 2e-6;

/** Multinomial logistic regression by AdaGrad; the order of the samples is a fixed shuffle, so the result is reproducible. */
export function fit(samples: Sample[], labels: number, keys: number[]): Fit {
  const model: Fit = {
    keys, labels,
    rows: new Map(keys.map((key, row) => [key, row])),
    weights: new Float32Array(keys.length * labels),
    bias: new Float32Array(labels),
  };
  const squares = new Float32Array(model.weights.length).fill(1e-3);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const sample of shuffled(samples, epoch)) step(model, squares, sample);
  }
  return model;
}

function step(model: Fit, squares: Float32Array, sample: Sample): void {
  const error = probabilities(model, sample.features);
  error[sample.label]! -= 1;
  for (const [key, value] of sample.features) {
    const row = model.rows.get(key);
    if (row === undefined) continue;
    const start = row * model.labels;
    for (let k = 0; k < model.labels; k++) {
      const gradient = sample.weight * error[k]! * value + DECAY * model.weights[start + k]!;
      squares[start + k]! += gradient * gradient;
      model.weights[start + k]! -= (RATE * gradient) / Math.sqrt(squares[start + k]!);
    }
  }
  for (let k = 0; k < model.labels; k++) model.bias[k]! -= 0.002 * sample.weight * error[k]!;
}

export function scores(model: Fit, features: Features): Float64Array {
  const out = Float64Array.from(model.bias);
  for (const [key, value] of features) {
    const row = model.rows.get(key);
    if (row === undefined) continue;
    const start = row * model.labels;
    for (let k = 0; k < model.labels; k++) out[k]! += value * model.weights[start + k]!;
  }
  return out;
}

function probabilities(model: Fit, features: Features): Float64Array {
  const out = scores(model, features);
  const top = out.reduce((a, b) => Math.max(a, b));
  let total = 0;
  for (let k = 0; k < out.length; k++) total += out[k] = Math.exp(out[k]! - top);
  for (let k = 0; k < out.length; k++) out[k]! /= total;
  return out;
}

function shuffled(samples: Sample[], epoch: number): Sample[] {
  return samples
    .map((sample, i) => ({ sample, key: hash(`${epoch}:${i}`) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ sample }) => sample);
}

/** The features seen in at least `least` different lines; rarer ones say nothing general. */
export function commonKeys(samples: Sample[], least: number): number[] {
  const lines = new Map<number, Set<number>>();
  for (const sample of samples) {
    for (const key of sample.features.keys()) {
      const seen = lines.get(key) ?? new Set<number>();
      if (seen.size < least) seen.add(sample.line);
      lines.set(key, seen);
    }
  }
  return [...lines].filter(([, seen]) => seen.size >= least).map(([key]) => key).toSorted((a, b) => a - b);
}
