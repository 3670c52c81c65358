import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Snapshot } from '../engine/index.js';
import { auditStore } from './audit/audit.js';
import type { Database } from './schema.js';
import { decodeSnapshot, encodeSnapshot } from './snapshotCodec.js';
import type { Actor } from './types.js';
import { isId } from './values.js';

/** Nobody any more: takes the place of an account's id where something else must stay. */
const FORGOTTEN = 'forgotten';

/**
 * Takes a person (an account's object id) out of everything a tenant's data holds: what they said and voted, their personal chat and
 * its subscriptions, exceptions and tickets about them, plans that have ended, their names in the audit log and in every kept scan.
 * Resolves to how many rows that were. A later scan reads an account again that the directory still has.
 */
export async function forget(database: Kysely<Database>, tenantId: string, accountId: string, by: Actor, now: () => number): Promise<number> {
  if (!isId(accountId)) throw new Error(`\`${accountId}\` is no account's object id: nothing was forgotten`);
  const rows = await database.transaction().execute((transaction) => forgetRows(transaction, tenantId, accountId));
  const scans = await forgetInScans(database, tenantId, accountId);
  return rows + scans + (await auditStore(database, tenantId, now).forget(accountId, by));
}

async function forgetRows(transaction: Kysely<Database>, tenantId: string, id: string): Promise<number> {
  const personal = sql`select id from conversation where tenant_id = ${tenantId} and reference->'user'->>'aadObjectId' = ${id} and reference->'conversation'->>'conversationType' = 'personal'`;
  const statements = [
    sql`delete from delivery where tenant_id = ${tenantId} and (conversation_id in (${personal}) or strpos(content::text, ${id}) > 0)`,
    sql`delete from subscription where tenant_id = ${tenantId} and conversation_id in (${personal})`,
    sql`delete from conversation_context where tenant_id = ${tenantId} and (person_id = ${id} or strpos(context::text, ${id}) > 0)`,
    sql`delete from faq_feedback where tenant_id = ${tenantId} and person_id = ${id}`,
    sql`delete from conversation where tenant_id = ${tenantId} and id in (${personal})`,
    // A channel's reference names whoever spoke there last.
    sql`update conversation set reference = reference - 'user' where tenant_id = ${tenantId} and reference->'user'->>'aadObjectId' = ${id}`,
    sql`update subscription set created_by_id = ${FORGOTTEN}, created_by_name = '' where tenant_id = ${tenantId} and created_by_id = ${id}`,
    sql`delete from accepted_exception where tenant_id = ${tenantId} and account_id = ${id}`,
    sql`update accepted_exception set owner_id = ${FORGOTTEN}, owner_name = '' where tenant_id = ${tenantId} and owner_id = ${id}`,
    sql`update accepted_exception set accepted_by_id = ${FORGOTTEN}, accepted_by_name = '' where tenant_id = ${tenantId} and accepted_by_id = ${id}`,
    sql`delete from ticket where tenant_id = ${tenantId} and account_id = ${id}`,
    sql`update ticket set assignee_id = null, assignee_name = null where tenant_id = ${tenantId} and assignee_id = ${id}`,
    sql`update ticket set opened_by_id = ${FORGOTTEN}, opened_by_name = '' where tenant_id = ${tenantId} and opened_by_id = ${id}`,
    sql`update ticket_comment set by_id = ${FORGOTTEN}, by_name = '' where tenant_id = ${tenantId} and by_id = ${id}`,
    sql`delete from plan where tenant_id = ${tenantId} and status not in ('proposed', 'awaitingApproval', 'running')
      and (requested_by_id = ${id} or approved_by_id = ${id} or strpos(content::text, ${id}) > 0)`,
  ];
  let rows = 0;
  for (const statement of statements) rows += Number((await statement.execute(transaction)).numAffectedRows ?? 0);
  return rows;
}

async function forgetInScans(database: Kysely<Database>, tenantId: string, id: string): Promise<number> {
  const stand = { id: randomUUID(), name: FORGOTTEN };
  const scans = await database.selectFrom('scan').select('scanned_at').where('tenant_id', '=', tenantId).execute();
  let changed = 0;
  for (const { scanned_at } of scans) {
    const here = database.selectFrom('scan').select('snapshot').where('tenant_id', '=', tenantId).where('scanned_at', '=', scanned_at);
    const row = await here.executeTakeFirst();
    const snapshot = row && (await decodeSnapshot(row.snapshot));
    if (!snapshot?.accounts.some((account) => account.id === id)) continue;
    await database.updateTable('scan').set({ snapshot: await encodeSnapshot(without(snapshot, id, stand)) })
      .where('tenant_id', '=', tenantId).where('scanned_at', '=', scanned_at).execute();
    changed += 1;
  }
  return changed;
}

/** The account keeps its place, its state and what is said of it: past verdicts stay what they were. */
function without(snapshot: Snapshot, id: string, stand: { id: string; name: string }): Snapshot {
  const ids = (list: readonly string[]): string[] => list.map((each) => (each === id ? stand.id : each));
  const holders = (assignments: Snapshot['roleAssignments']) => assignments?.map((each) => (each.principalId === id ? { ...each, principalId: stand.id } : each));
  return {
    ...snapshot,
    accounts: snapshot.accounts.map((account) => (account.id === id
      ? { ...account, id: stand.id, displayName: stand.name, userPrincipalName: `${stand.name}@${account.userPrincipalName.split('@').at(-1)}`, mail: undefined } : account)),
    policies: snapshot.policies?.map((policy) => ({ ...policy, users: { ...policy.users, includeUsers: ids(policy.users.includeUsers), excludeUsers: ids(policy.users.excludeUsers) } })),
    roleAssignments: holders(snapshot.roleAssignments), roleEligibilities: holders(snapshot.roleEligibilities),
  };
}
