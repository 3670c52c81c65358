import { fold } from './text/normalise.js';
import type { ConversationContext, Slots, TicketAction } from './types.js';

/**
 * Orders about one ticket ("close ticket 12", "assign it to me"), and lists of them ("my tickets"). Rules, not the classifier: the grammar is
 * anchored at both ends, so a sentence that merely talks about tickets is none.
 */
export function ticketOrder(text: string, context: ConversationContext): Slots | undefined {
  const said = comment(text, context);
  if (said || text.length > LONGEST) return said;
  const plain = fold(text).replace(POLITE_HEAD, '').replace(POLITE_TAIL, '');
  return order(plain, context) ?? listed(plain);
}

/** A comment may be long; an order isn't. */
const LONGEST = 100;

const POLITE_HEAD = /^(?:(?:please|pls|ok|okay|now|and|then|also|(?:can|could) you(?: please)?)[ ,]+)*/;
const POLITE_TAIL = /(?:[ ,]+(?:please|pls|now|thanks|thank you))*[\s.!?]*$/;

const NUMBERED = String.raw`(?:the )?(?:ticket|case|incident) ?(?:number |no\.? ?|nr\.? ?|#)?(\d{1,7})`;
const POINTED = '(it|this one|that one|(?:this|that|the) (?:ticket|case|incident))';
const ONE = `(?:${NUMBERED}|${POINTED})`;

const ORDERS: [TicketAction, RegExp][] = [
  ['reopen', new RegExp(`^(?:re-?open ${ONE}(?: again)?|open ${ONE} again)$`)],
  ['close', new RegExp(`^(?:close|resolve) ${ONE}$`)],
  ['assign', new RegExp(`^(?:assign ${ONE} to (?:me|myself)|give ${ONE} to me|take ${ONE}|i(?:'ll| will|'m going to)? take ${ONE})$`)],
  ['show', new RegExp(`^(?:show(?: me)?|view|display|see|details (?:of|on|about)|what(?:'s| is) (?:the status of|with|in)|status of) ${ONE}$`)],
];

function order(plain: string, context: ConversationContext): Slots | undefined {
  for (const [ticketAction, pattern] of ORDERS) {
    const ticket = which(pattern.exec(plain), context);
    // "show it" after anything else is about something else.
    if (ticket !== undefined && !(ticketAction === 'show' && ticket === '$last')) return { ticket, ticketAction };
  }
  return undefined;
}

const COMMENT = new RegExp(`^(?:please )?(?:(?:add (?:a )?|leave a |write a )?(?:comment|note)(?: (?:on|to|in|for|about))?|comment) ${ONE} ?[:,-] ?(\\S.*)$`, 'i');

/** What follows the colon is kept as it was written. */
function comment(text: string, context: ConversationContext): Slots | undefined {
  const found = COMMENT.exec(text);
  const ticket = which(found && found.slice(0, -1), context);
  return ticket === undefined ? undefined : { ticket, ticketAction: 'comment', comment: found!.at(-1)! };
}

/** The number that was named; or the ticket spoken of last, where the talk is about tickets. */
function which(found: readonly (string | undefined)[] | null, { lastTicket, previous }: ConversationContext): Slots['ticket'] {
  if (!found) return undefined;
  const said = found.slice(1).find((each) => each !== undefined);
  if (/^\d+$/.test(said ?? '')) return Number(said);
  const isTalkedOf = previous ? ABOUT_TICKETS.has(previous.intent) : lastTicket !== undefined;
  const isAboutTickets = /ticket|case|incident/i.test(said ?? '') || isTalkedOf;
  return isAboutTickets ? '$last' : undefined;
}

const ABOUT_TICKETS = new Set(['list-tickets', 'ticket-account']);

const MINE = /^(?:(?:show|list|what are|which are|see)(?: me)? )?(?:my(?: own)?(?: open)? (?:tickets|cases)|(?:the |all )?(?:tickets|cases) (?:that are )?assigned to me|(?:what|which) (?:tickets|cases) (?:are (?:mine|assigned to me)|do i have))$/;
const CLOSED = /^(?:(?:show|list|see)(?: me)? )?(?:the |all )?(?:(?:closed|resolved) (?:tickets|cases)|(?:which|what) (?:tickets|cases) (?:are|were) (?:closed|resolved))$/;

function listed(plain: string): Slots | undefined {
  if (MINE.test(plain)) return { tickets: 'mine' };
  return CLOSED.test(plain) ? { tickets: 'closed' } : undefined;
}
