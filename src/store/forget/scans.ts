import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Account, Snapshot } from '../../engine/index.js';
import type { Database } from '../schema.js';
import type { Person } from '../types.js';
import { decodeSnapshot, rewriteSnapshot } from '../snapshotCodec.js';
import { FORGOTTEN, literally } from './person.js';

/** Every kept scan's bytes, one at a time. */
async function* packed(database: Kysely<Database>, tenantId: string): AsyncGenerator<{ scanned_at: Date; snapshot: Uint8Array }> {
  const scans = await database.selectFrom('scan').select('scanned_at').where('tenant_id', '=', tenantId).orderBy('scanned_at').execute();
  for (const { scanned_at } of scans) {
    const row = await database.selectFrom('scan').select('snapshot').where('tenant_id', '=', tenantId).where('scanned_at', '=', scanned_at).executeTakeFirst();
    if (row) yield { scanned_at, ...row };
  }
}

export async function* snapshots(database: Kysely<Database>, tenantId: string): AsyncGenerator<Snapshot> {
  for await (const { snapshot } of packed(database, tenantId)) {
    const decoded = await decodeSnapshot(snapshot);
    if (decoded) yield decoded;
  }
}

/** Resolves to how many scans have named the person. The account keeps its place, its state and what is said of it: past verdicts stay what they were. */
export async function eraseInScans(database: Kysely<Database>, tenantId: string, person: Person): Promise<number> {
  const stand = randomUUID();
  let changed = 0;
  for await (const { scanned_at, snapshot } of packed(database, tenantId)) {
    const rewritten = await rewriteSnapshot(snapshot, (account) => standIn(account, person, stand), (text) => textWithout(text, person, stand));
    if (!rewritten) continue;
    await database.updateTable('scan').set({ snapshot: rewritten }).where('tenant_id', '=', tenantId).where('scanned_at', '=', scanned_at).execute();
    changed += 1;
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
