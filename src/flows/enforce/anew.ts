import type { Actor, PlanRecord } from '../../store/types.js';
import { note } from './audit.js';
import type { EnforceParts, Pressing } from './parts.js';
import { makeProposal } from './proposeForAccounts.js';
import { makeTenantProposal } from './proposeTenantChange.js';
import { propose, type Proposal } from './propose.js';
import { lookAgain } from './standing.js';
import { contentOf, stepOf } from './state.js';
import type { PlanOutcome } from './types.js';

/** The same wish, planned again on a fresh scan; the old plan can't be confirmed any more. Where that scan fails, the old one stays. */
export async function anew(parts: EnforceParts, person: Pressing, requester: Actor, old: PlanRecord, why: string): Promise<PlanOutcome> {
  // A second person's press must not make them the requester: the new preview belongs to whoever asked first.
  const owner = { ...person, accountId: requester.id, conversationId: old.conversationId };
  const proposal = await again(parts, owner, old);
  const ended = await (await parts.plans).move(old.id, { from: ['proposed', 'awaitingApproval'], to: 'superseded' });
  // Another press was first: it has planned anew, or is writing what makes the tenant look changed.
  if (!ended) return lookAgain(parts, old.id);
  await note(parts, requester, 'plan.superseded', old, { because: why });
  if ('because' in proposal) return { kind: 'refused', because: `${why} Nothing was written. ${proposal.because}` };
  return { kind: 'plan', state: await propose(parts, owner, requester, { ...proposal, notes: [`${why} Nothing was written: this is a new preview.`, ...(proposal.notes ?? [])] }) };
}

async function again(parts: EnforceParts, person: Pressing, old: PlanRecord): Promise<Proposal | { because: string }> {
  const { kind, rows } = contentOf(old);
  if (kind === 'undo') return { because: 'Ask for the undo again.' };
  const scan = await parts.scanner.fresh();
  if (kind === 'tenant') return makeTenantProposal(parts, scan, person, old.steps.flatMap((step) => stepOf(step).edits));
  return makeProposal(parts, scan, person, { accountIds: rows.map(({ account }) => account.id), isNamed: true });
}
