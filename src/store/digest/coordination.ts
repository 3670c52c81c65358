import { sql, type Kysely } from 'kysely';
import type { Database } from '../schema.js';
import { asJson } from '../values.js';
import type { LeaseStore, PaceStore } from './types.js';

export function leaseStore(database: Kysely<Database>, tenantId: string): LeaseStore {
  return {
    acquire: async (name, worker, now, until) => {
      const held = { worker, held_until: new Date(until) };
      const { numInsertedOrUpdatedRows } = await database.insertInto('lease').values({ tenant_id: tenantId, name, ...held })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'name']).doUpdateSet(held)
          .where((row) => row.or([row('lease.worker', '=', worker), row('lease.held_until', '<=', new Date(now))]))).executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    release: async (name, worker) => void (await database.deleteFrom('lease')
      .where('tenant_id', '=', tenantId).where('name', '=', name).where('worker', '=', worker).execute()),
    isAbandoned: async (name, now) => (await database.selectFrom('lease').select('name')
      .where('tenant_id', '=', tenantId).where('name', '=', name).where('held_until', '<=', new Date(now)).executeTakeFirst()) !== undefined,
  };
}

/** The generic cell rate algorithm, one row a key. Rows are taken in the order of their keys, so that two processes can't lock each other out. */
export function paceStore(database: Kysely<Database>, tenantId: string): PaceStore {
  return {
    reserve: async (uses, { intervalMs, burst }, now, patienceMs) => {
      const wanted = [...uses].map(([key, count]) => ({ key, ms: count * intervalMs })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
      const free = burst * intervalMs;
      const { rows } = await sql<{ key: string; reserved_until: Date }>`
        insert into pace (tenant_id, key, reserved_until)
        select ${tenantId}, want.key, ${new Date(now)}::timestamptz + want.ms * interval '1 millisecond'
        from jsonb_to_recordset(${asJson(wanted)}::jsonb) as want (key text, ms integer) order by want.key
        on conflict (tenant_id, key) do update
          set reserved_until = greatest(pace.reserved_until, ${new Date(now)}::timestamptz) + (excluded.reserved_until - ${new Date(now)}::timestamptz)
          where pace.reserved_until + (excluded.reserved_until - ${new Date(now)}::timestamptz) <= ${new Date(now + free + patienceMs)}::timestamptz
        returning key, reserved_until
      `.execute(database);
      return new Map(rows.map(({ key, reserved_until }) => [key, Math.max(0, reserved_until.getTime() - now - free)]));
    },
  };
}
