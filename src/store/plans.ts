import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable, type UpdateObject } from 'kysely';
import type { Database } from './schema.js';
import type { NewPlan, PlanMove, PlanRecord, PlanStatus, PlanStore, StepRecord } from './types.js';
import { asJson, isId, isUniqueViolation, nextNumber, plainText, toActor, toIso } from './values.js';

type PlanRow = Selectable<Database['plan']>;
type StepRow = Selectable<Database['plan_step']>;

/** Where nothing more happens to a plan. */
const ENDED: ReadonlySet<PlanStatus> = new Set(['finished', 'withdrawn', 'declined', 'superseded']);
/** Where its requester has said yes. */
const CONFIRMED: ReadonlySet<PlanStatus> = new Set(['awaitingApproval', 'running']);

/** A statement takes 65,535 parameters. */
const STEPS_AT_ONCE = 1000;

/** Every change is one statement that looks and writes at once: what two processes try, one does. */
export function planStore(database: Kysely<Database>, tenantId: string, now: () => number): PlanStore {
  const plans = () => database.selectFrom('plan').selectAll().where('tenant_id', '=', tenantId);
  const whole = async (row: PlanRow | undefined) => row && (await withSteps(database, tenantId, [row]))[0];
  return {
    propose: (plan) => propose(database, tenantId, plan, new Date(now())),
    load: async (id) => (isId(id) ? whole(await plans().where('id', '=', id).executeTakeFirst()) : undefined),
    byNumber: async (number) => whole(await plans().where('number', '=', number).executeTakeFirst()),
    move: async (id, move) => (isId(id) ? whole(await moved(database, tenantId, id, move, new Date(now()))) : undefined),
    async place(id, place) {
      if (isId(id)) await database.updateTable('plan').set({ place: asJson(place) }).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
    },
    async renew(id, worker, until) {
      if (!isId(id)) return false;
      const { numUpdatedRows } = await database.updateTable('plan').set({ lease_until: new Date(until) })
        .where('tenant_id', '=', tenantId).where('id', '=', id).where('status', '=', 'running').where('lease_worker', '=', worker).executeTakeFirst();
      return numUpdatedRows === 1n;
    },
    async takeOver(worker, moment, until) {
      // Who comes second waits for the first one's row lock, then finds the lease renewed.
      const rows = await database.updateTable('plan').set({ lease_worker: worker, lease_until: new Date(until) })
        .where('tenant_id', '=', tenantId).where('status', '=', 'running')
        .where(({ eb, or }) => or([eb('lease_until', 'is', null), eb('lease_until', '<=', new Date(moment))]))
        .returningAll().execute();
      return withSteps(database, tenantId, rows.toSorted((a, b) => a.number - b.number));
    },
    step: async (id, worker, step) => isId(id) && stepped(database, tenantId, id, worker, step, new Date(now())),
    async recent({ since, limit }) {
      const rows = await plans().where('created_at', '>=', new Date(since)).orderBy('number', 'desc').limit(limit).execute();
      return withSteps(database, tenantId, rows);
    },
    async undoOf(id) {
      if (!isId(id)) return undefined;
      return whole(await plans().where('undoes', '=', id)
        .where(({ eb, or, and }) => or([
          eb('status', 'in', ['running', 'finished']),
          and([eb('status', '=', 'awaitingApproval'), eb('expires_at', '>', new Date(now()))]),
        ]))
        .orderBy('number', 'desc').limit(1).executeTakeFirst());
    },
  };
}

async function propose(database: Kysely<Database>, tenantId: string, { changes, ...plan }: NewPlan, at: Date): Promise<PlanRecord> {
  const id = randomUUID();
  const steps = changes.map((change, position) => ({ tenant_id: tenantId, plan_id: id, position, status: 'planned' as const, change: asJson(change), updated_at: at }));
  const row = await database.transaction().execute(async (transaction) => {
    const inserted = await transaction.insertInto('plan').values({
      tenant_id: tenantId, id, number: await nextNumber(transaction, tenantId, 'plan'), status: 'proposed',
      requested_by_id: plan.requestedBy.id, requested_by_name: plainText(plan.requestedBy.name), conversation_id: plan.conversationId,
      created_at: at, expires_at: new Date(plan.expiresAt), undoes: plan.undoes ?? null, content: asJson(plan.content),
    }).returningAll().executeTakeFirstOrThrow();
    for (let from = 0; from < steps.length; from += STEPS_AT_ONCE) await transaction.insertInto('plan_step').values(steps.slice(from, from + STEPS_AT_ONCE)).execute();
    return inserted;
  });
  return (await withSteps(database, tenantId, [row]))[0]!;
}

function moved(database: Kysely<Database>, tenantId: string, id: string, move: PlanMove, at: Date): Promise<PlanRow | undefined> {
  let update = database.updateTable('plan').set(changeOf(move, at))
    .where('tenant_id', '=', tenantId).where('id', '=', id).where('status', 'in', move.from);
  if (move.requestedBy !== undefined) update = update.where('requested_by_id', '=', move.requestedBy);
  if (move.conversationId !== undefined) update = update.where('conversation_id', '=', move.conversationId);
  if (move.before !== undefined) update = update.where('expires_at', '>', new Date(move.before));
  if (move.heldBy !== undefined) update = update.where('lease_worker', '=', move.heldBy);
  return update.returningAll().executeTakeFirst().catch(undefinedIfTaken);
}

/** Another undo of the same plan is running. */
function undefinedIfTaken(cause: unknown): undefined {
  if (!isUniqueViolation(cause)) throw cause;
  return undefined;
}

function changeOf({ to, set = {}, lease }: PlanMove, at: Date): UpdateObject<Database, 'plan'> {
  return {
    status: to,
    lease_worker: lease?.worker ?? null,
    lease_until: lease ? new Date(lease.until) : null,
    ...(CONFIRMED.has(to) && { confirmed_at: sql<Date>`coalesce(confirmed_at, ${at})` }),
    ...(ENDED.has(to) && { finished_at: at }),
    ...(set.content && { content: asJson(set.content) }),
    ...(set.place && { place: asJson(set.place) }),
    ...(set.expiresAt && { expires_at: new Date(set.expiresAt) }),
    ...(set.approvedBy && { approved_by_id: set.approvedBy.id, approved_by_name: plainText(set.approvedBy.name) }),
  };
}

type StepChange = Parameters<PlanStore['step']>[2];

/** The plan's row is locked meanwhile, so that nobody takes it over between the look and the write. */
async function stepped(database: Kysely<Database>, tenantId: string, id: string, worker: string, step: StepChange, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await database
    .with('held', (query) => query.selectFrom('plan').select('id')
      .where('tenant_id', '=', tenantId).where('id', '=', id).where('status', '=', 'running').where('lease_worker', '=', worker).forShare())
    .updateTable('plan_step').from('held')
    .set({
      status: step.to, updated_at: at,
      ...(step.note !== undefined && { note: plainText(step.note) }),
      ...(step.requestId !== undefined && { request_id: plainText(step.requestId) }),
    })
    .where('tenant_id', '=', tenantId).whereRef('plan_id', '=', 'held.id').where('position', '=', step.position).where('status', 'in', step.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function withSteps(database: Kysely<Database>, tenantId: string, plans: PlanRow[]): Promise<PlanRecord[]> {
  if (plans.length === 0) return [];
  const steps = await database.selectFrom('plan_step').selectAll().where('tenant_id', '=', tenantId)
    .where('plan_id', 'in', plans.map(({ id }) => id)).orderBy('position').execute();
  return plans.map((plan) => toPlan(plan, steps.filter(({ plan_id }) => plan_id === plan.id)));
}

function toPlan(row: PlanRow, steps: StepRow[]): PlanRecord {
  return {
    id: row.id, number: row.number, status: row.status,
    requestedBy: { id: row.requested_by_id, name: row.requested_by_name }, conversationId: row.conversation_id,
    createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
    confirmedAt: toIso(row.confirmed_at), approvedBy: toActor(row.approved_by_id, row.approved_by_name), finishedAt: toIso(row.finished_at),
    undoes: row.undoes ?? undefined, content: row.content, place: row.place ?? undefined, steps: steps.map(toStep),
  };
}

function toStep({ position, status, change, note, request_id, updated_at }: StepRow): StepRecord {
  return { position, status, change, note: note ?? undefined, requestId: request_id ?? undefined, updatedAt: updated_at.toISOString() };
}
