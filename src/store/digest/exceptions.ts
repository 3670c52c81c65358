import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../schema.js';
import { isId, plainText, toIso } from '../values.js';
import { insertMessage } from './deliveries.js';
import type { ExceptionRecord, ExceptionStore } from './types.js';

type Row = Selectable<Database['accepted_exception']>;

export function exceptionStore(database: Kysely<Database>, tenantId: string, now: () => number): ExceptionStore {
  const rows = () => database.selectFrom('accepted_exception').selectAll().where('tenant_id', '=', tenantId);
  return {
    accept: (exception) => accept(database, tenantId, exception, new Date(now())),
    load: async (id) => {
      const row = isId(id) ? await rows().where('id', '=', id).executeTakeFirst() : undefined;
      return row && toRecord(row);
    },
    inForce: async (moment) => (await rows().where('withdrawn_at', 'is', null).where('expires_at', '>', new Date(moment))
      .orderBy('expires_at').orderBy('id').execute()).map(toRecord),
    expired: async (since, moment) => (await rows().where('withdrawn_at', 'is', null).where('expires_at', '>', new Date(since)).where('expires_at', '<=', new Date(moment))
      .orderBy('expires_at').orderBy('id').execute()).map(toRecord),
    withdraw: async (id) => {
      if (!isId(id)) return false;
      const { numUpdatedRows } = await database.updateTable('accepted_exception').set({ withdrawn_at: new Date(now()) })
        .where('tenant_id', '=', tenantId).where('id', '=', id).where('withdrawn_at', 'is', null).where('expires_at', '>', new Date(now())).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    toReview: async (moment, expiresBefore) => (await rows().where('withdrawn_at', 'is', null).where('review_asked_at', 'is', null)
      .where('expires_at', '>', new Date(moment)).where('expires_at', '<=', new Date(expiresBefore)).orderBy('expires_at').orderBy('id').execute()).map(toRecord),
    askedAbout: (ids, moment, message) => database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction.updateTable('accepted_exception').set({ review_asked_at: new Date(moment) })
        .where('tenant_id', '=', tenantId).where('id', 'in', ids.filter(isId)).where('withdrawn_at', 'is', null).where('review_asked_at', 'is', null).executeTakeFirst();
      if (numUpdatedRows > 0n && message) await insertMessage(transaction, tenantId, message);
      return numUpdatedRows > 0n;
    }),
  };
}

async function accept(database: Kysely<Database>, tenantId: string, exception: Parameters<ExceptionStore['accept']>[0], at: Date): Promise<ExceptionRecord> {
  const { accountId, finding, reason, owner, acceptedBy, expiresAt } = exception;
  return database.transaction().execute(async (transaction) => {
    await transaction.updateTable('accepted_exception').set({ withdrawn_at: at })
      .where('tenant_id', '=', tenantId).where('account_id', '=', accountId).where('finding', '=', finding).where('withdrawn_at', 'is', null).execute();
    return toRecord(await transaction.insertInto('accepted_exception').values({
      tenant_id: tenantId, id: randomUUID(), account_id: accountId, finding, reason: plainText(reason),
      owner_id: owner.id, owner_name: plainText(owner.name), accepted_by_id: acceptedBy.id, accepted_by_name: plainText(acceptedBy.name),
      accepted_at: at, expires_at: new Date(expiresAt),
    }).returningAll().executeTakeFirstOrThrow());
  });
}

function toRecord(row: Row): ExceptionRecord {
  return {
    id: row.id, accountId: row.account_id, finding: row.finding, reason: row.reason,
    owner: { id: row.owner_id, name: row.owner_name }, acceptedBy: { id: row.accepted_by_id, name: row.accepted_by_name },
    acceptedAt: row.accepted_at.toISOString(), expiresAt: row.expires_at.toISOString(),
    reviewAskedAt: toIso(row.review_asked_at), withdrawnAt: toIso(row.withdrawn_at),
  };
}
