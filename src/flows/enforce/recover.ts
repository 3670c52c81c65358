import type { Actor, PlanRecord } from '../../store/types.js';
import { note } from './audit.js';
import { carryOut, LEASE_MS, LeaseLost } from './carryOut.js';
import type { EnforceParts } from './parts.js';
import type { PlanState } from './types.js';

const BOT: Actor = { id: 'bot', name: 'MFA bot' };

/** Somebody to tell where a plan ended that began in another process. */
export type Announce = (record: PlanRecord, state: PlanState) => Promise<void>;

/** Finds plans whose process died in mid-write, and finishes them or says how they stand. Called at the start and every now and then. */
export async function recoverPlans(parts: EnforceParts, announce: Announce): Promise<number> {
  const { plans, worker, now } = parts;
  const stranded = await (await plans).takeOver(worker, new Date(now()).toISOString(), new Date(now() + LEASE_MS).toISOString());
  for (const record of stranded) await recover(parts, record, announce).catch((cause: unknown) => parts.log(`plan ${record.number} could not be taken up again`, cause));
  return stranded.length;
}

async function recover(parts: EnforceParts, record: PlanRecord, announce: Announce): Promise<void> {
  await note(parts, BOT, 'plan.recovered', record, { steps: record.steps.map(({ position, status }) => ({ position, status })) });
  const settings = parts.rights.recoveryWriter(record.approvedBy ?? record.requestedBy) ?? nobody;
  try {
    await announce(record, await carryOut(parts, record, settings, BOT, () => undefined));
  } catch (cause) {
    if (!(cause instanceof LeaseLost)) throw cause;
  }
}

/** Writes with a person's own rights end with the process: what was not sent by then is not sent any more. */
const nobody: Pick<import('../../graph/index.js').Settings, 'read' | 'write'> = {
  read: () => Promise.resolve([]),
  write: (targets) => Promise.resolve(targets.map(() => ({ status: 'refused' as const, code: 'Interrupted', mend: 'Interrupted before it was written; nothing was changed here. Ask again.', requestId: undefined }))),
};
