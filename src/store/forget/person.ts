import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Snapshot } from '../../engine/index.js';
import type { Database } from '../schema.js';
import type { Person } from '../types.js';
import { asJson } from '../values.js';

/** Nobody any more: takes the place of a person's id, address or name where something else must stay. */
export const FORGOTTEN = 'forgotten';

/** A name that is also an ordinary word of ours (`open`, `admins`): looked for where it is a name, not in texts. */
const ORDINARY = /^[a-z-]*$/;

/** What texts are searched for. */
export const needlesOf = ({ ids, addresses, names }: Person): string[] => [...ids, ...addresses, ...names.filter((name) => !ORDINARY.test(name))];

/** Names that are left in texts. */
export const ordinaryNames = ({ names }: Person): string[] => names.filter((name) => name !== '' && ORDINARY.test(name));

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Also as they stand in a text that is JSON itself: a quote in a name is escaped there. */
const written = (person: Person): string[] => [...new Set(needlesOf(person).flatMap((needle) => [needle, inJson(needle)]))];

/** May the row name the person? Compared as JSON text, in any case. */
export function mentions(row: RawBuilder<unknown>, person: Person): RawBuilder<boolean> {
  const needles = written(person).map(inJson);
  return sql<boolean>`exists (select from jsonb_array_elements_text(${asJson(needles)}::jsonb) as needle where strpos(lower(${row}), lower(needle)) > 0)`;
}

const ID_KEYS = ['id', 'aadObjectId', 'accountId'];
const NAME_KEYS = ['name', 'displayName', 'userPrincipalName', 'mail'];
type Json = Record<string, unknown>;

/** Takes a person's ids, addresses and names out of whatever JSON holds. */
export function eraser(person: Person): (value: unknown) => unknown {
  const pattern = new RegExp(written(person).toSorted((a, b) => b.length - a.length).map(bounded).join('|'), 'giu');
  const isPerson = (value: Json): boolean => ID_KEYS.some((key) => person.ids.includes(String(value[key])));
  const erase = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(pattern, FORGOTTEN);
    if (Array.isArray(value)) return value.map(erase);
    if (typeof value !== 'object' || value === null) return value;
    // A name beside the person's id is theirs, whatever word it is.
    const own = isPerson(value as Json) ? NAME_KEYS : [];
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key.replace(pattern, FORGOTTEN), own.includes(key) ? FORGOTTEN : erase(each)]));
  };
  return erase;
}

/** "Ann Lee" isn't meant in "Joann Leeds". */
const bounded = (needle: string): string => `(?<![\\p{L}\\p{N}])${literally(needle)}(?![\\p{L}\\p{N}])`;

/** In a regular expression. */
export const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What the database finds may be part of another name: does the JSON really name the person? */
export function namedIn(person: Person): (value: unknown) => boolean {
  const erase = eraser(person);
  return (value) => JSON.stringify(erase(value)) !== JSON.stringify(value);
}

/** Who has this id, by what rows and kept scans say. */
export async function identify(database: Kysely<Database>, tenantId: string, id: string, snapshots: AsyncIterable<Snapshot>): Promise<Person> {
  const { rows } = await sql<{ user_id: string | null; name: string | null }>`
    select reference #>> '{user,id}' as user_id, reference #>> '{user,name}' as name from conversation where tenant_id = ${tenantId} and reference #>> '{user,aadObjectId}' = ${id}
    union select null, created_by_name from subscription where tenant_id = ${tenantId} and created_by_id = ${id}
    union select null, owner_name from accepted_exception where tenant_id = ${tenantId} and owner_id = ${id}
    union select null, accepted_by_name from accepted_exception where tenant_id = ${tenantId} and accepted_by_id = ${id}
    union select null, assignee_name from ticket where tenant_id = ${tenantId} and assignee_id = ${id}
    union select null, opened_by_name from ticket where tenant_id = ${tenantId} and opened_by_id = ${id}
    union select null, by_name from ticket_comment where tenant_id = ${tenantId} and by_id = ${id}
    union select null, requested_by_name from plan where tenant_id = ${tenantId} and requested_by_id = ${id}
    union select null, approved_by_name from plan where tenant_id = ${tenantId} and approved_by_id = ${id}
    union select null, detail::jsonb ->> 'actorName' from audit join audit_detail using (tenant_id, sequence) where tenant_id = ${tenantId} and record::jsonb ->> 'actorId' = ${id}
  `.execute(database);
  const accounts = [];
  for await (const snapshot of snapshots) accounts.push(...snapshot.accounts.filter((account) => account.id === id));
  return {
    id,
    ids: distinct([id, ...rows.map(({ user_id }) => user_id)]),
    addresses: distinct(accounts.flatMap(({ userPrincipalName, mail }) => [userPrincipalName, mail])),
    names: distinct([...rows.map(({ name }) => name), ...accounts.map(({ displayName }) => displayName)]),
  };
}

const distinct = (texts: (string | null | undefined)[]): string[] => [...new Set(texts.filter((text): text is string => Boolean(text)))];
