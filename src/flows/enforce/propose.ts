import type { SettingChange } from '../../graph/index.js';
import type { Actor, PlanRecord } from '../../store/types.js';
import { note } from './audit.js';
import type { EnforceParts, Pressing } from './parts.js';
import { stateOf } from './state.js';
import type { PlanContent, PlanState } from './types.js';

/** How long a preview may be confirmed. */
export const CONFIRM_WITHIN_MS = 15 * 60_000;

export interface Proposal {
  content: PlanContent;
  changes: SettingChange[];
  undoes?: string;
  notes?: string[];
}

/** Keeps the plan and gives its preview. From here on the server knows it, and whatever a card says about it doesn't matter. */
export async function propose(parts: EnforceParts, person: Pressing, actor: Actor, { content, changes, undoes, notes }: Proposal): Promise<PlanState> {
  const record = await (await parts.plans).propose({
    requestedBy: actor, conversationId: person.conversationId, content, changes,
    expiresAt: new Date(parts.now() + CONFIRM_WITHIN_MS).toISOString(), ...(undoes && { undoes }),
  });
  await note(parts, actor, 'plan.proposed', record, { title: content.title, changes: changes.map(({ text }) => text), accounts: accountsOf(record) });
  return stateOf(record, { now: parts.now(), ...(notes && { notes }) });
}

const accountsOf = ({ content }: PlanRecord): string[] => (content as PlanContent).rows.map(({ account }) => account.id);
