import { sql, type Kysely } from 'kysely';
import type { Database } from './schema.js';
import { decodeSnapshot, encodeSnapshot } from './snapshotCodec.js';
import type { FinishedScan, ScanStore } from './types.js';

const DAY = 86_400_000;
const KEEP_ALL = 8 * DAY;
const KEEP_DAILY = 35 * DAY;
const KEEP_WEEKLY = 400 * DAY;

export function scanStore(database: Kysely<Database>, tenantId: string): ScanStore {
  const scans = () => database.selectFrom('scan').select('snapshot').where('tenant_id', '=', tenantId);
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

const decoded = async (row: { snapshot: Uint8Array } | undefined) => row && decodeSnapshot(row.snapshot);

async function save(database: Kysely<Database>, tenantId: string, { snapshot, summary }: FinishedScan, now: number): Promise<void> {
  const row = { summary: JSON.stringify(summary), snapshot: await encodeSnapshot(snapshot) };
  await database.insertInto('scan').values({ tenant_id: tenantId, scanned_at: new Date(snapshot.scannedAt), ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'scanned_at']).doUpdateSet(row)).execute();
  await thin(database, tenantId, 'day', new Date(now - KEEP_ALL));
  await thin(database, tenantId, 'week', new Date(now - KEEP_DAILY));
  await database.deleteFrom('scan').where('tenant_id', '=', tenantId).where('scanned_at', '<', new Date(now - KEEP_WEEKLY)).execute();
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
