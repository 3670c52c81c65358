import type { Lexicon } from '../model/lexicon.js';
import type { ConversationContext, Intent, Slots } from '../types.js';
import { accountsIn } from './accounts.js';
import { changeSlots } from './changes.js';
import { digestFilter, filterSlots, groupFilter } from './filters.js';
import { formatSlot } from './formats.js';
import { period } from './periods.js';
import { cardPlace } from './places.js';
import { scheduleSlots } from './schedule.js';

export interface SlotInput { text: string; lexicon: Lexicon; context: ConversationContext; now: Date }

/** The slots each intent takes; an intent without an entry takes none. */
const READERS: Partial<Record<Intent, (input: SlotInput) => Slots>> = {
  'list-noncompliant': ({ text }) => ({ filter: 'all', ...filterSlots(text) }),
  'explain-account': explained,
  'enforce-account': targets,
  'ticket-account': targets,
  'subscribe-daily': scheduled,
  unsubscribe: ({ text }) => ({ ...optional('filter', digestFilter(text)), ...optional('subscription', cardPlace(text).place) }),
  'changes-since': ({ text, now }) => optional('period', period(text, now)),
  'what-if': ({ text, lexicon }) => changeSlots(text, lexicon),
  export: ({ text }) => ({ ...formatSlot(text), ...optional('filter', filterSlots(text).filter) }),
};

export function slotsOf(intent: Intent, input: SlotInput): Slots {
  return READERS[intent]?.(input) ?? {};
}

function scheduled({ text }: Pick<SlotInput, 'text'>): Slots {
  const { place, rest } = cardPlace(text);
  return { ...scheduleSlots(rest), ...optional('filter', digestFilter(text)), ...optional('subscription', place) };
}

function explained({ text, lexicon, context }: SlotInput): Slots {
  return optional('account', accountsIn(text, lexicon, context).filter((each) => each !== '$list')[0]);
}

/** Accounts where any are named, else the group ("all guests"). */
function targets({ text, lexicon, context }: SlotInput): Slots {
  const accounts = accountsIn(text, lexicon, context);
  const named = accounts.filter((each) => !each.startsWith('$'));
  const filter = groupFilter(text);
  if (named.length > 0) return { accounts: named };
  if (filter && filter !== 'all') return { filter };
  if (pointsToList(text)) return { accounts: ['$list'] };
  if (filter) return { filter };
  return { accounts: accounts.length > 0 ? accounts : ['$last'] };
}

function pointsToList(text: string): boolean {
  return /\b(?:them|those|these|the (?:whole |full |entire )?list|both|they|the rest|the lot)\b/i.test(text);
}

function optional<K extends keyof Slots>(key: K, value: Slots[K] | undefined): Slots {
  return value === undefined ? {} : { [key]: value };
}
