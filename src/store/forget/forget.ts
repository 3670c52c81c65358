import { sql, type Kysely } from 'kysely';
import { auditStore } from '../audit/audit.js';
import type { Database } from '../schema.js';
import type { Actor, Forgotten } from '../types.js';
import { isId } from '../values.js';
import { kept } from './kept.js';
import { identify } from './person.js';
import { eraseInScans, snapshots } from './scans.js';
import { endedPlans, eraseInTexts } from './texts.js';

/**
 * Takes a person (an account's object id) out of everything a tenant's data holds: what they said and voted, their personal chat and
 * its subscriptions, exceptions and tickets about them, plans that have ended, and their ids, addresses and names wherever else they stand.
 * A later scan reads an account again that the directory still has.
 */
export async function forget(database: Kysely<Database>, tenantId: string, accountId: string, by: Actor, now: () => number): Promise<Forgotten> {
  if (!isId(accountId)) throw new Error(`\`${accountId}\` is no account's object id: nothing was forgotten`);
  const person = await identify(database, tenantId, accountId, snapshots(database, tenantId));
  const rows = await database.transaction().execute(async (transaction) => {
    const elsewhere = await ticketsElsewhere(transaction, tenantId, accountId);
    const at = new Date(now());
    return { elsewhere, deleted: await deleteRows(transaction, tenantId, accountId, at), erased: await eraseInTexts(transaction, tenantId, person, at) };
  });
  const scans = await eraseInScans(database, tenantId, person);
  const auditDetail = await auditStore(database, tenantId, now).forget(person, by);
  return {
    deleted: counted({ ...rows.deleted, audit_detail: auditDetail }),
    erased: counted({ ...rows.erased, ...scans }),
    kept: [...await kept(database, tenantId, person), ...rows.elsewhere],
  };
}

const counted = (rows: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(rows).filter(([, count]) => count > 0));

async function deleteRows(transaction: Kysely<Database>, tenantId: string, id: string, at: Date): Promise<Record<string, number>> {
  const personal = sql`select id from conversation where tenant_id = ${tenantId} and reference->'user'->>'aadObjectId' = ${id} and reference->'conversation'->>'conversationType' = 'personal'`;
  const deletions = {
    delivery: sql`conversation_id in (${personal})`,
    subscription: sql`conversation_id in (${personal})`,
    conversation_context: sql`person_id = ${id} or conversation_id in (${personal}) or strpos(context::text, ${id}) > 0`,
    faq_feedback: sql`person_id = ${id} or conversation_id in (${personal})`,
    conversation: sql`id in (${personal})`,
    accepted_exception: sql`account_id = ${id}`,
    ticket: sql`account_id = ${id}`,
    plan: sql`id in (${endedPlans(at)}) and (requested_by_id = ${id} or approved_by_id = ${id} or strpos(content::text, ${id}) > 0
      or id in (select plan_id from plan_step where tenant_id = ${tenantId} and strpos(change::text, ${id}) > 0))`,
  };
  const deleted: Record<string, number> = {};
  for (const [table, condition] of Object.entries(deletions)) {
    deleted[table] = Number((await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and (${condition})`.execute(transaction)).numAffectedRows ?? 0);
  }
  // Tickets of others that are theirs to work on are nobody's, and a channel's reference names whoever spoke there last.
  await sql`update ticket set assignee_id = null, assignee_name = null where tenant_id = ${tenantId} and assignee_id = ${id}`.execute(transaction);
  await sql`update conversation set reference = reference - 'user' where tenant_id = ${tenantId} and reference->'user'->>'aadObjectId' = ${id}`.execute(transaction);
  return deleted;
}

/** What only a person can delete. */
async function ticketsElsewhere(transaction: Kysely<Database>, tenantId: string, id: string): Promise<string[]> {
  const rows = await transaction.selectFrom('ticket').select(['system', 'external_id', 'external_url'])
    .where('tenant_id', '=', tenantId).where('account_id', '=', id).where('external_id', 'is not', null).orderBy('number').execute();
  return rows.map(({ system, external_id, external_url }) => `ticket \`${external_id}\` in \`${system}\` names the account: delete it there${external_url ? ` (${external_url})` : ''}`);
}
