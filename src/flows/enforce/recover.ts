import type { Settings } from '../../graph/index.js';
import type { Actor, PlanRecord } from '../../store/types.js';
import { note } from './audit.js';
import { carryOut, LEASE_MS, LeaseLost } from './carryOut.js';
import type { Announce, EnforceParts } from './parts.js';
import { contentOf } from './state.js';

/** Since the yes: minutes, at most a day. Beyond it a row is rather told twice. */
const MOST_ROWS = 5_000;
const BOT: Actor = { id: 'bot', name: 'MFA bot' };

/** Finds plans whose process died in mid-write, and finishes them or says how they stand. Called at the start and every now and then. */
export async function recoverPlans(parts: EnforceParts, announce: Announce): Promise<number> {
  const { plans, worker, now } = parts;
  const stranded = await (await plans).takeOver(worker, new Date(now()).toISOString(), new Date(now() + LEASE_MS).toISOString());
  for (const record of stranded) await recover(parts, record, announce).catch((cause: unknown) => parts.log(`plan ${record.number} could not be taken up again`, cause));
  return stranded.length;
}

async function recover(parts: EnforceParts, record: PlanRecord, announce: Announce): Promise<void> {
  await noteMissingYes(parts, record);
  await note(parts, BOT, 'plan.recovered', record, { steps: record.steps.map(({ position, status }) => ({ position, status })) });
  const settings = parts.rights.recoveryWriter(record.approvedBy ?? record.requestedBy) ?? nobody;
  try {
    await announce(record, await carryOut(parts, record, settings, BOT, () => undefined));
  } catch (cause) {
    if (!(cause instanceof LeaseLost)) throw cause;
  }
}

/** Whoever said yes stands in the log, also where the process died before it came to that. */
async function noteMissingYes(parts: EnforceParts, record: PlanRecord): Promise<void> {
  const event = record.approvedBy ? 'plan.approved' : 'plan.confirmed';
  const rows = await (await parts.audit).read({ since: record.confirmedAt ?? record.createdAt, limit: MOST_ROWS });
  const isTold = rows.some((row) => row.event === event && row.subject['plan'] === record.id);
  if (!isTold) await note(parts, record.approvedBy ?? record.requestedBy, event, record, { title: contentOf(record).title });
}

/** Writes with a person's own rights end with the process: what was not sent by then is not sent any more. */
const nobody: Settings = {
  read: () => Promise.resolve([]),
  write: (targets) => Promise.resolve(targets.map(() => ({ status: 'refused' as const, code: 'Interrupted', mend: 'Interrupted before it was written; nothing was changed here. Ask again.', requestId: undefined }))),
};
