import type { Actor, PlanRecord } from '../../store/types.js';
import { note } from './audit.js';
import type { EnforceParts, Pressing } from './parts.js';
import { makeProposal } from './proposeForAccounts.js';
import { makeTenantProposal } from './proposeTenantChange.js';
import { propose, type Proposal } from './propose.js';
import { contentOf, stepOf } from './state.js';
import type { PlanOutcome } from './types.js';

/** The same wish, planned again on a fresh scan; the old plan can't be confirmed any more. */
export async function anew(parts: EnforceParts, person: Pressing, requester: Actor, old: PlanRecord, because: string): Promise<PlanOutcome> {
  const ended = await (await parts.plans).move(old.id, { from: ['proposed', 'awaitingApproval'], to: 'superseded' });
  if (ended) await note(parts, requester, 'plan.superseded', old, { because });
  if (contentOf(old).kind === 'undo') return { kind: 'refused', because: `${because.split('. ')[0]}. Ask for the undo again.` };
  const proposal = await again(parts, person, old);
  if ('because' in proposal) return { kind: 'refused', because: proposal.because };
  // A second person's press must not make them the requester: the new preview belongs to whoever asked first.
  const owner = { ...person, conversationId: old.conversationId };
  return { kind: 'plan', state: await propose(parts, owner, requester, { ...proposal, notes: [because, ...(proposal.notes ?? [])] }) };
}

async function again(parts: EnforceParts, person: Pressing, old: PlanRecord): Promise<Proposal | { because: string }> {
  const scan = await parts.scanner.fresh();
  const { kind, rows } = contentOf(old);
  if (kind === 'tenant') return makeTenantProposal(parts, scan, person, old.steps.flatMap((step) => stepOf(step).edits));
  return makeProposal(parts, scan, person, { accountIds: rows.map(({ account }) => account.id), isNamed: true });
}
