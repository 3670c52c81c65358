import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AuditEntry } from '../types.js';
import { plainText } from '../values.js';

/**
 * What the chain holds: ids only. Names and details (before, after, texts with names in them) are kept apart, and only their hash is chained.
 * So a person can be forgotten by deleting those, and the chain still proves that nothing else was touched.
 * The details carry a salt: without it, a hash would still confirm a guessed name.
 */
const chained = z.strictObject({
  actorId: z.string(),
  at: z.string(),
  detailHash: z.string(),
  event: z.string(),
  /** Sequences whose details this entry took away. */
  forgets: z.array(z.int()).optional(),
  previousHash: z.string(),
  sequence: z.int(),
  subject: z.record(z.string(), z.string()),
  tenantId: z.string(),
});
const sealed = z.strictObject({ actorName: z.string(), details: z.looseObject({}), salt: z.string() });

export type ChainedRecord = z.infer<typeof chained>;
export type Detail = Omit<z.infer<typeof sealed>, 'salt'>;

/** The hash before the first entry. */
export const NOTHING = '0'.repeat(64);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Link {
  tenantId: string;
  sequence: number;
  at: string;
  previousHash: string;
}

/** The two texts of an entry, and the hash that the next one carries on. */
export function encodeEntry({ actor, event, subject, details }: AuditEntry, link: Link, forgets?: number[]): { record: string; detail: string; hash: string } {
  const detail = canonicalJson({ actorName: actor.name, details, salt: randomBytes(16).toString('hex') });
  const record = canonicalJson({ ...link, actorId: actor.id, event, subject, detailHash: sha256(detail), forgets } satisfies ChainedRecord);
  return { record, detail, hash: sha256(record) };
}

export const decodeRecord = (text: string): ChainedRecord | undefined => decoded(chained, text);
export const decodeDetail = (text: string): Detail | undefined => decoded(sealed, text);

/** Undefined where the text isn't what we write. */
function decoded<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** JSON with the keys of every object in order, so that one entry has one text. */
function canonicalJson(value: object): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'string') return plainText(each);
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
