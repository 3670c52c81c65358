import type { Allowed } from '../authority.js';
import type { TicketParts } from './types.js';

/** Whoever may not is told why, and it is written down. */
export async function refuse(parts: TicketParts, { actor, because }: Allowed & { allowed: false }, wanted: string, details: object = {}): Promise<{ kind: 'refused'; because: string }> {
  await (await parts.audit).append({ actor, event: 'ticket.refused', subject: {}, details: { wanted, because, ...details } });
  return { kind: 'refused', because };
}
