import type { Features } from './features.js';

/** A trained linear model: for every known feature one weight per label, a byte each. */
export interface Model {
  labels: string[];
  /** Divides the scores so that the probabilities mean what they say. */
  temperature: number;
  /** Per label: what one step of its bytes is worth, and where it starts. */
  scales: number[];
  bias: number[];
  /** Fingerprint of what the model was trained on; a test compares it with the bank. */
  source: string;
  /** The words of the bank. */
  words: string[];
  /** Feature hashes; row i of `weights` belongs to keys[i]. */
  keys: Uint32Array;
  weights: Int8Array;
}

export interface Guess { label: string; probability: number }

/** Answers with all labels, most probable first. Building the index takes some 10 ms, asking some 0.1 ms. */
export class Classifier {
  readonly #model: Model;
  readonly #rows = new Map<number, number>();

  constructor(model: Model) {
    this.#model = model;
    model.keys.forEach((key, row) => this.#rows.set(key, row));
  }

  classify(features: Features): Guess[] {
    const { labels, temperature } = this.#model;
    const probabilities = softmax(this.#scores(features), temperature);
    return labels
      .map((label, k) => ({ label, probability: probabilities[k] ?? 0 }))
      .toSorted((a, b) => b.probability - a.probability);
  }

  #scores(features: Features): number[] {
    const { labels, weights, scales, bias } = this.#model;
    const sums = new Float64Array(labels.length);
    for (const [key, value] of features) {
      const row = this.#rows.get(key);
      if (row === undefined) continue;
      const start = row * labels.length;
      for (let k = 0; k < labels.length; k++) sums[k]! += value * weights[start + k]!;
    }
    return labels.map((_label, k) => sums[k]! * scales[k]! + bias[k]!);
  }
}

export function softmax(scores: number[], temperature: number): number[] {
  const top = Math.max(...scores);
  const powers = scores.map((score) => Math.exp((score - top) / temperature));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}
