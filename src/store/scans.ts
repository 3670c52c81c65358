import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Snapshot } from '../engine/index.js';
import type { Database } from './schema.js';
import { decodeBase, decodeSnapshot, encodeAgainst, encodeBase, encodeSnapshot } from './snapshotCodec.js';
import type { FinishedScan, ScanStore } from './types.js';

const DAY = 86_400_000;
const KEEP_ALL = 8 * DAY;
const KEEP_DAILY = 35 * DAY;
const KEEP_WEEKLY = 400 * DAY;

export function scanStore(database: Kysely<Database>, tenantId: string): ScanStore {
  const scans = () => packedScans(database).where('scan.tenant_id', '=', tenantId);
  const newest = () => scans().orderBy('scanned_at', 'desc').limit(1);
  return {
    save: (scan, now) => save(database, tenantId, scan, now),
    latest: async () => decoded(await newest().executeTakeFirst()),
    before: async (moment) => {
      const found = await newest().where('scanned_at', '<=', new Date(moment)).executeTakeFirst();
      return decoded(found ?? (await scans().orderBy('scanned_at').limit(1).executeTakeFirst()));
    },
    previousTo: async (scannedAt) => decoded(await newest().where('scanned_at', '<', new Date(scannedAt)).executeTakeFirst()),
    summaries: async (since) => {
      const rows = await database.selectFrom('scan').select(['scanned_at', 'summary'])
        .where('tenant_id', '=', tenantId).where('scanned_at', '>=', new Date(since)).orderBy('scanned_at').execute();
      return rows.map(({ scanned_at, summary }) => ({ scannedAt: scanned_at.toISOString(), summary }));
    },
  };
}

interface Packed {
  snapshot: Uint8Array;
  base: Uint8Array | null;
}

export const packedScans = (database: Kysely<Database>) => database.selectFrom('scan')
  .leftJoin('scan_base', (join) => join.onRef('scan_base.tenant_id', '=', 'scan.tenant_id').onRef('scan_base.id', '=', 'scan.base_id'))
  .select(['scan.scanned_at', 'scan.snapshot', 'scan_base.accounts as base']);

export const decoded = async (row: Packed | undefined): Promise<Snapshot | undefined> => row && decodeSnapshot(row.snapshot, row.base ? await decodeBase(row.base) : []);

/** Past this share of accounts that the base doesn't have, the next scans get another base. */
const MOST_UNLIKE = 0.1;

async function save(database: Kysely<Database>, tenantId: string, { snapshot, summary }: FinishedScan, now: number): Promise<void> {
  const { base, ...packed } = await packedBy(database, tenantId, snapshot);
  const row = { summary: JSON.stringify(summary), ...packed };
  await database.transaction().execute(async (transaction) => {
    if (base) await transaction.insertInto('scan_base').values({ tenant_id: tenantId, id: row.base_id, made_at: new Date(now), accounts: base }).execute();
    await transaction.insertInto('scan').values({ tenant_id: tenantId, scanned_at: new Date(snapshot.scannedAt), ...row })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'scanned_at']).doUpdateSet(row)).execute();
  });
  await thin(database, tenantId, 'day', new Date(now - KEEP_ALL));
  await thin(database, tenantId, 'week', new Date(now - KEEP_DAILY));
  await database.deleteFrom('scan').where('tenant_id', '=', tenantId).where('scanned_at', '<', new Date(now - KEEP_WEEKLY)).execute();
  await sql`delete from scan_base where tenant_id = ${tenantId} and id <> ${row.base_id} and not exists (select from scan where scan.tenant_id = scan_base.tenant_id and base_id = id)`.execute(database);
}

/** By the newest base while the scan is like it, else by a new one. Before the transaction: packing takes long, and the embedded database has one connection. */
async function packedBy(database: Kysely<Database>, tenantId: string, snapshot: Snapshot): Promise<{ base_id: string; snapshot: Uint8Array; base?: Uint8Array }> {
  const newest = await database.selectFrom('scan_base').select(['id', 'accounts']).where('tenant_id', '=', tenantId).orderBy('made_at', 'desc').orderBy('id').limit(1).executeTakeFirst();
  if (newest) {
    const { bytes, unlike } = await encodeAgainst(snapshot, await decodeBase(newest.accounts));
    if (unlike <= MOST_UNLIKE * snapshot.accounts.length) return { base_id: newest.id, snapshot: bytes };
  }
  const base = await encodeBase(snapshot.accounts);
  return { base_id: randomUUID(), base, snapshot: await encodeSnapshot(snapshot, await decodeBase(base)) };
}

/** Of the scans before the moment, keeps the last of each day or week (in UTC). */
async function thin(database: Kysely<Database>, tenantId: string, unit: 'day' | 'week', before: Date): Promise<void> {
  await sql`
    delete from scan using (
      select scanned_at, row_number() over (partition by date_trunc(${sql.lit(unit)}, scanned_at at time zone 'UTC') order by scanned_at desc) as place
      from scan where tenant_id = ${tenantId} and scanned_at < ${before}
    ) as ranked
    where scan.tenant_id = ${tenantId} and scan.scanned_at = ranked.scanned_at and ranked.place > 1
  `.execute(database);
}
