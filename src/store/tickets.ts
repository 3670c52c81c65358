import { randomUUID } from 'node:crypto';
import { sql, type ExpressionBuilder, type Kysely, type Selectable, type UpdateObject } from 'kysely';
import type { Database } from './schema.js';
import type { Actor, NewTicket, TicketRecord, TicketStore } from './types.js';
import { anyOf, asJson, isId, isUniqueViolation, nextNumber, plainText, toActor, toIso } from './values.js';

type TicketRow = Selectable<Database['ticket']>;
type TicketChange = Parameters<TicketStore['update']>[1];
type ListQuery = Parameters<TicketStore['list']>[0];

/** Each loss of the race means that another ticket was opened and closed again in between. */
const ATTEMPTS = 5;

export function ticketStore(database: Kysely<Database>, tenantId: string, now: () => number): TicketStore {
  const tickets = () => database.selectFrom('ticket').selectAll().where('tenant_id', '=', tenantId);
  const whole = async (row: TicketRow | undefined) => row && (await withParts(database, tenantId, [row]))[0];
  const load = async (id: string) => (isId(id) ? whole(await tickets().where('id', '=', id).executeTakeFirst()) : undefined);
  return {
    open: (ticket) => open(database, tenantId, ticket, now),
    load,
    byNumber: async (number) => whole(await tickets().where('number', '=', number).executeTakeFirst()),
    async update(id, change) {
      return isId(id) && (await updated(database, tenantId, id, change, new Date(now()))) ? load(id) : undefined;
    },
    async comment(id, comment) {
      return isId(id) && (await commented(database, tenantId, id, comment, new Date(now()))) ? load(id) : undefined;
    },
    list: (query) => list(database, tenantId, query),
  };
}

/** The database decides who is first: the index on findings lets one ticket in, everybody else finds it. */
async function open(database: Kysely<Database>, tenantId: string, ticket: NewTicket, now: () => number): Promise<{ ticket: TicketRecord; isNew: boolean }> {
  if (ticket.findings.length === 0) throw new Error('a ticket needs at least one finding: by it a second one is recognised');
  for (let attempt = 1; ; attempt += 1) {
    const existing = await covering(database, tenantId, ticket);
    if (existing) return { ticket: (await withParts(database, tenantId, [existing]))[0]!, isNew: false };
    try {
      const inserted = await database.transaction().execute((transaction) => insert(transaction, tenantId, ticket, new Date(now())));
      return { ticket: (await withParts(database, tenantId, [inserted]))[0]!, isNew: true };
    } catch (cause) {
      if (!isUniqueViolation(cause) || attempt === ATTEMPTS) throw cause;
    }
  }
}

function covering(database: Kysely<Database>, tenantId: string, { accountId, findings }: NewTicket): Promise<TicketRow | undefined> {
  return database.selectFrom('ticket').selectAll().where('tenant_id', '=', tenantId)
    .where('id', 'in', (query) => query.selectFrom('ticket_finding').select('ticket_id')
      .where('tenant_id', '=', tenantId).where('account_id', '=', accountId).where('status', '<>', 'closed').where('finding', 'in', anyOf(findings)))
    .orderBy('number').limit(1).executeTakeFirst();
}

async function insert(transaction: Kysely<Database>, tenantId: string, ticket: NewTicket, at: Date): Promise<TicketRow> {
  const row = await transaction.insertInto('ticket').values({
    tenant_id: tenantId, id: randomUUID(), number: await nextNumber(transaction, tenantId, 'ticket'), status: 'opening',
    account_id: ticket.accountId, system: ticket.system, title: plainText(ticket.title), content: asJson(ticket.content),
    priority: ticket.priority, due_at: new Date(ticket.dueAt), opened_by_id: ticket.openedBy.id, opened_by_name: plainText(ticket.openedBy.name),
    opened_at: at, updated_at: at,
  }).returningAll().executeTakeFirstOrThrow();
  await insertFindings(transaction, row, ticket.findings);
  return row;
}

/** In the order of their names: two that write the same findings wait for each other, never both ways. */
async function insertFindings(transaction: Kysely<Database>, { tenant_id, id, account_id, status }: TicketRow, findings: string[]): Promise<void> {
  const rows = [...new Set(findings)].map((finding, position) => ({ tenant_id, ticket_id: id, account_id, status, finding, position }));
  await transaction.insertInto('ticket_finding').values(rows.toSorted((a, b) => (a.finding < b.finding ? -1 : 1))).execute();
}

/** False where somebody was faster, or where another ticket that isn't closed has one of the findings. */
async function updated(database: Kysely<Database>, tenantId: string, id: string, change: TicketChange, at: Date): Promise<boolean> {
  const { findings } = change.set;
  if (findings?.length === 0) throw new Error('a ticket needs at least one finding: close it instead');
  try {
    return await database.transaction().execute(async (transaction) => {
      const row = await updateRow(transaction, tenantId, id, change, at);
      if (!row || !findings) return row !== undefined;
      await transaction.deleteFrom('ticket_finding').where('tenant_id', '=', tenantId).where('ticket_id', '=', id).execute();
      await insertFindings(transaction, row, findings);
      return true;
    });
  } catch (cause) {
    if (isUniqueViolation(cause)) return false;
    throw cause;
  }
}

function updateRow(transaction: Kysely<Database>, tenantId: string, id: string, { from, unchangedSince, set }: TicketChange, at: Date): Promise<TicketRow | undefined> {
  let update = transaction.updateTable('ticket').set({ ...columnsOf(set, at), updated_at: later(at) }).where('tenant_id', '=', tenantId).where('id', '=', id);
  if (from) update = update.where('status', 'in', anyOf(from).$castTo<TicketRow['status']>());
  if (unchangedSince !== undefined) update = update.where('updated_at', '=', new Date(unchangedSince));
  return update.returningAll().executeTakeFirst();
}

/** Whoever has read a ticket can tell by this time alone whether it was changed since. */
const later = (at: Date) => sql<Date>`greatest(${at}::timestamptz, updated_at + interval '1 millisecond')`;

/** A property that is there and undefined takes the value away. */
function columnsOf(set: TicketChange['set'], at: Date): UpdateObject<Database, 'ticket'> {
  return {
    ...(set.status && { status: set.status, closed_at: set.status === 'closed' ? at : null }),
    ...(set.status && set.status !== 'closed' && { closed_because: null }),
    ...('closedBecause' in set && { closed_because: textOrNull(set.closedBecause) }),
    ...('externalId' in set && { external_id: textOrNull(set.externalId) }),
    ...('externalUrl' in set && { external_url: textOrNull(set.externalUrl) }),
    ...('assignee' in set && { assignee_id: set.assignee?.id ?? null, assignee_name: textOrNull(set.assignee?.name) }),
    ...(set.priority && { priority: set.priority }),
    ...(set.content && { content: asJson(set.content) }),
  };
}

const textOrNull = (text: string | undefined): string | null => (text === undefined ? null : plainText(text));

function commented(database: Kysely<Database>, tenantId: string, id: string, { by, text }: { by: Actor; text: string }, at: Date): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    // The ticket's row is locked first: two comments at once get two positions.
    const ticket = await updateRow(transaction, tenantId, id, { set: {} }, at);
    if (!ticket) return false;
    const { next } = await transaction.selectFrom('ticket_comment').select(sql<number>`coalesce(max(position) + 1, 0)`.as('next'))
      .where('tenant_id', '=', tenantId).where('ticket_id', '=', id).executeTakeFirstOrThrow();
    const comment = { position: next, at: ticket.updated_at, by_id: by.id, by_name: plainText(by.name), text: plainText(text) };
    await transaction.insertInto('ticket_comment').values({ tenant_id: tenantId, ticket_id: id, ...comment }).execute();
    return true;
  });
}

async function list(database: Kysely<Database>, tenantId: string, { limit, offset = 0, ...query }: ListQuery): Promise<{ tickets: TicketRecord[]; total: number }> {
  const found = database.selectFrom('ticket').where('tenant_id', '=', tenantId).where(asAsked(query));
  const { total } = await found.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const rows = await found.selectAll().orderBy('number', 'desc').limit(limit).offset(offset).execute();
  return { tickets: await withParts(database, tenantId, rows), total };
}

function asAsked({ status, accountIds, assigneeId, dueBefore, isOwing }: Omit<ListQuery, 'limit' | 'offset'>) {
  return ({ eb, and }: ExpressionBuilder<Database, 'ticket'>) => and([
    ...(status ? [eb('status', 'in', anyOf(status).$castTo<TicketRow['status']>())] : []),
    ...(accountIds ? [eb('account_id', 'in', anyOf(accountIds))] : []),
    ...(assigneeId === undefined ? [] : [eb('assignee_id', '=', assigneeId)]),
    ...(dueBefore === undefined ? [] : [eb('due_at', '<', new Date(dueBefore))]),
    ...(isOwing ? [sql<boolean>`content -> 'pending' <> '[]'::jsonb`] : []),
  ]);
}

async function withParts(database: Kysely<Database>, tenantId: string, tickets: TicketRow[]): Promise<TicketRecord[]> {
  const ids = sql<string>`(select id::uuid from jsonb_array_elements_text(${asJson(tickets.map(({ id }) => id))}::jsonb) as id)`;
  const findings = await database.selectFrom('ticket_finding').select(['ticket_id', 'finding'])
    .where('tenant_id', '=', tenantId).where('ticket_id', 'in', ids).orderBy('position').execute();
  const comments = await database.selectFrom('ticket_comment').selectAll()
    .where('tenant_id', '=', tenantId).where('ticket_id', 'in', ids).orderBy('position').execute();
  return tickets.map((ticket) => toTicket(
    ticket,
    findings.filter((each) => each.ticket_id === ticket.id).map(({ finding }) => finding),
    comments.filter((each) => each.ticket_id === ticket.id).map(({ at, by_id, by_name, text }) => ({ at: at.toISOString(), by: { id: by_id, name: by_name }, text })),
  ));
}

function toTicket(row: TicketRow, findings: string[], comments: TicketRecord['comments']): TicketRecord {
  return {
    id: row.id, number: row.number, status: row.status, accountId: row.account_id, findings, system: row.system,
    externalId: row.external_id ?? undefined, externalUrl: row.external_url ?? undefined, title: row.title, content: row.content,
    priority: row.priority, dueAt: row.due_at.toISOString(), assignee: toActor(row.assignee_id, row.assignee_name),
    openedBy: { id: row.opened_by_id, name: row.opened_by_name }, openedAt: row.opened_at.toISOString(),
    closedAt: toIso(row.closed_at), closedBecause: row.closed_because ?? undefined, comments, updatedAt: row.updated_at.toISOString(),
  };
}
