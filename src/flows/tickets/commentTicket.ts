import { act, delivering, type Acting } from './act.js';
import type { Delivered } from './deliver.js';
import { audited, move } from './row.js';
import type { Actor, Ticket, TicketOutcome, TicketParts } from './types.js';

/** Longer than any note a person writes on a card. */
const LONGEST = 2_000;
/** A second tap on the same button brings the same words again. */
const SAME_PRESS_MS = 60_000;

export async function commentTicket(parts: TicketParts, acting: Acting, words: string): Promise<TicketOutcome> {
  const text = words.trim().slice(0, LONGEST);
  return act(parts, acting, {
    wanted: 'comment',
    carryOut: (ticket, actor) => comment(parts, ticket, actor, text),
    done: 'Comment added.',
    unchanged: () => (text === '' ? 'There was no text to add: write it before you press.' : 'That comment is there already.'),
  });
}

async function comment(parts: TicketParts, { id }: Ticket, actor: Actor, text: string): Promise<Delivered | undefined> {
  if (text === '') return undefined;
  // The move decides which of two taps it is; the loser sees that the words are owed or written.
  const moved = await move(parts, id, ['opening', 'open', 'closed'], (ticket) => (isThere(ticket, actor, text, parts.now()) ? undefined : {
    content: { lastComment: { by: actor.id, text, at: new Date(parts.now()).toISOString() } },
    effects: [{ kind: 'note', by: actor, text }, audited('ticket.commented', actor, { length: text.length }), { kind: 'comment', text: `${actor.name}: ${text}` }],
  }));
  return delivering(parts, moved);
}

function isThere({ content: { lastComment } }: Ticket, { id }: Actor, text: string, now: number): boolean {
  return lastComment?.by === id && lastComment.text === text && now - Date.parse(lastComment.at) < SAME_PRESS_MS;
}
