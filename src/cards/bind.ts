import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { Cell } from './cell.js';
import { escape } from './escape.js';

export const CARD_NAMES = [
  'welcome', 'list', 'status', 'explain', 'policies', 'emergency', 'what-if', 'changes', 'answer', 'suggestions',
  'candidates', 'enforce', 'own-changes', 'progress', 'help', 'notice', 'ticket', 'tickets', 'digest', 'subscriptions', 'accept', 'exceptions',
] as const;
export type CardName = (typeof CARD_NAMES)[number];
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type CardJson = { [name: string]: Json };

/** What a template is bound with. Strings are foreign until a cell says otherwise. */
export type Data = string | number | boolean | Cell | Data[] | { [name: string]: Data };

/** Teams refuses messages above 80 KB and grows slow well below; the fallbacks are counted. */
export const MAX_CARD_BYTES = 24 * 1024;
const LIMITS = [400, 240, 140, 80, 40];

/** The template with its data, foreign strings escaped, and shortened further where the card would grow too large. */
export function bind(name: CardName, data: { [name: string]: Data }): CardJson {
  for (const limit of LIMITS) {
    const card = withFallbacks(template(name).expand({ $root: rendered(data, limit) })) as CardJson;
    if (Buffer.byteLength(JSON.stringify(card)) <= MAX_CARD_BYTES) return card;
  }
  throw new Error(`the card \`${name}\` is larger than ${MAX_CARD_BYTES} bytes: page what it lists`);
}

/** The data as the template sees it; also how the samples in `cards/` are made. */
export function rendered(data: Data, limit: number = LIMITS[0]!): Json {
  if (typeof data === 'string') return escape(data, limit);
  if (data instanceof Cell) return (data.render(limit) ?? '') as Json;
  if (Array.isArray(data)) return data.map((each) => rendered(each, limit));
  if (typeof data !== 'object') return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, rendered(value, limit)]));
}

const loaded = new Map<CardName, Template>();

function template(name: CardName): Template {
  const known = loaded.get(name) ?? new Template(JSON.parse(readFileSync(new URL(`../../cards/${name}.json`, import.meta.url), 'utf8')));
  loaded.set(name, known);
  return known;
}

/** Clients without `Action.Execute` send the same verb and data as a message instead. */
function withFallbacks(json: Json): Json {
  if (Array.isArray(json)) return json.map(withFallbacks);
  if (json === null || typeof json !== 'object') return json;
  const object = Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withFallbacks(value)]));
  if (object['type'] !== 'Action.Execute') return object;
  const data = { ...(object['data'] as CardJson | undefined), verb: object['verb'] ?? '' };
  return { ...object, fallback: { type: 'Action.Submit', title: object['title'] ?? '', data } };
}
