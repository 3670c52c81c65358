import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from './schema.js';
import type { Actor } from './types.js';

const LONE_SURROGATE = /\p{Surrogate}/gu;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Text as PostgreSQL holds it: everything but the null character and half characters, as a name ends with that was cut in the middle of an emoji. */
export const plainText = (text: string): string => text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd');

/** For a jsonb column; every value that is written as JSON passes here. */
export const asJson = (value: object): string => JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? plainText(each) : each));

/** Ids come back from cards that anybody may have written; one of another shape names nothing, and must not become an error. */
export const isId = (text: string): boolean => UUID.test(text);

export const toIso = (time: Date | null): string | undefined => time?.toISOString();

export function toActor(id: string | null, name: string | null): Actor | undefined {
  return id === null ? undefined : { id, name: name ?? '' };
}

/** A list of any length as one parameter, to be used after `in`. */
export const anyOf = (list: readonly string[]): RawBuilder<string> => sql`(select jsonb_array_elements_text(${asJson([...list])}::jsonb))`;

/** The next number of its kind. The tenant's others wait until the transaction ends, so a number that is rolled back is given again. */
export async function nextNumber(transaction: Kysely<Database>, tenantId: string, name: 'plan' | 'ticket'): Promise<number> {
  const { value } = await transaction.insertInto('counter').values({ tenant_id: tenantId, name, value: 1 })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet((row) => ({ value: row('counter.value', '+', 1) })))
    .returning('value').executeTakeFirstOrThrow();
  return value;
}

export function isUniqueViolation(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === '23505';
}
