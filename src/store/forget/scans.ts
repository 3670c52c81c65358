import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Account, Snapshot } from '../../engine/index.js';
import type { Database } from '../schema.js';
import type { Person } from '../types.js';
import { decoded, packedScans } from '../scans.js';
import { rewriteBase, rewriteSnapshot } from '../snapshotCodec.js';
import { FORGOTTEN, literally } from './person.js';

/** Each row's key and what is packed in it, one row at a time. */
async function* packed(database: Kysely<Database>, tenantId: string, table: 'scan' | 'scan_base'): AsyncGenerator<{ key: Date | string; bytes: Uint8Array }> {
  const { key, column } = PACKED[table];
  const { rows } = await sql<{ key: Date | string }>`select ${sql.ref(key)} as key from ${sql.table(table)} where tenant_id = ${tenantId} order by 1`.execute(database);
  for (const each of rows) {
    const { rows: [row] } = await sql<{ bytes: Uint8Array }>`select ${sql.ref(column)} as bytes from ${sql.table(table)} where tenant_id = ${tenantId} and ${sql.ref(key)} = ${each.key}`.execute(database);
    if (row) yield { ...each, ...row };
  }
}

const PACKED = {
  scan: { key: 'scanned_at', column: 'snapshot', rewrite: rewriteSnapshot },
  scan_base: { key: 'id', column: 'accounts', rewrite: rewriteBase },
} as const;

export async function* snapshots(database: Kysely<Database>, tenantId: string): AsyncGenerator<Snapshot> {
  for await (const { key } of packed(database, tenantId, 'scan')) {
    const snapshot = await decoded(await packedScans(database).where('scan.tenant_id', '=', tenantId).where('scanned_at', '=', key as Date).executeTakeFirst());
    if (snapshot) yield snapshot;
  }
}

/** Resolves to how many rows have named the person. The account keeps its place, its state and what is said of it: past verdicts stay what they were. */
export async function eraseInScans(database: Kysely<Database>, tenantId: string, person: Person): Promise<{ scan: number; scan_base: number }> {
  const stand = randomUUID();
  const changed = { scan: 0, scan_base: 0 };
  for (const table of ['scan_base', 'scan'] as const) {
    const { key: name, column, rewrite } = PACKED[table];
    for await (const { key, bytes } of packed(database, tenantId, table)) {
      const rewritten = await rewrite(bytes, (account) => standIn(account, person, stand), (text) => textWithout(text, person, stand));
      if (!rewritten) continue;
      await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${rewritten} where tenant_id = ${tenantId} and ${sql.ref(name)} = ${key}`.execute(database);
      changed[table] += 1;
    }
  }
  return changed;
}

function standIn(account: Account, { id }: Person, stand: string): Account {
  if (account.id !== id) return account;
  return { ...account, id: stand, displayName: FORGOTTEN, userPrincipalName: addressWithout(account.userPrincipalName), mail: undefined };
}

/** From where a guest comes, and in which domain an account signs in, decides about past verdicts. */
const addressWithout = (address: string): string => address.replace(/^.*?((?:_[^_@]*#EXT#)?@[^@]*)$/i, `${FORGOTTEN}$1`);

/** Ids and addresses only: a name may be a word that policies use (`All`). */
function textWithout(text: string, { ids, addresses }: Person, stand: string): string {
  const named = addresses.reduce((rest, address) => rest.replaceAll(new RegExp(escaped(address), 'gi'), addressWithout(address)), text);
  return ids.reduce((rest, id) => rest.replaceAll(id, stand), named);
}

/** As it stands in JSON, in a regular expression. */
const escaped = (address: string): string => literally(JSON.stringify(address).slice(1, -1));
