import { readFileSync, writeFileSync } from 'node:fs';
import type { Model } from './classifier.js';

/** `model.bin`: the length of a JSON head (4 bytes), the head, the feature hashes (4 bytes each), the weights (1 byte each). */
const FILE = new URL('./model.bin', import.meta.url);

export function readModel(file: URL = FILE): Model {
  const bytes = readFileSync(file);
  const headLength = bytes.readUInt32LE(0);
  const { features, ...head } = JSON.parse(bytes.toString('utf8', 4, 4 + headLength)) as Omit<Model, 'keys' | 'weights'> & { features: number };
  const start = 4 + headLength;
  const keys = Uint32Array.from({ length: features }, (_none, i) => bytes.readUInt32LE(start + 4 * i));
  const weights = new Int8Array(bytes.subarray(start + 4 * features));
  if (weights.length !== features * head.labels.length) throw new Error('the language model file is damaged: run `npm run train`');
  return { ...head, keys, weights };
}

export function writeModel(model: Model, file: URL = FILE): void {
  const { keys, weights, ...head } = model;
  const json = Buffer.from(JSON.stringify({ ...head, features: keys.length }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const hashes = Buffer.alloc(4 * keys.length);
  keys.forEach((key, i) => hashes.writeUInt32LE(key, 4 * i));
  writeFileSync(file, Buffer.concat([length, json, hashes, Buffer.from(weights.buffer)]));
}
