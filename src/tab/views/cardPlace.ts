import { ApiError } from '../api.js';
import type { CardJson } from '../card.js';
import { h } from '../dom.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import type { Context } from './view.js';

export interface Pressed {
  verb: string;
  data: CardJson;
}

interface Options {
  label: string;
  /** How the button back to the first card is called. */
  back: string;
}

/** Buttons that lead to a page of the tab, rather than to a card in the place of this one. */
const PAGES: Record<string, (data: CardJson) => string | undefined> = {
  list: ({ filter, finding }) => hashOf('accounts', undefined, { filter: text(filter), finding: text(finding) }),
  explain: ({ account }) => hashOf('account', text(account)),
  policies: () => hashOf('policies'),
  status: () => hashOf('overview'),
  tickets: ({ filter }) => hashOf('tickets', undefined, { filter: text(filter) }),
  'ticket-view': ({ ticket }) => hashOf('ticket', String(ticket)),
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** A card of the bot with its buttons at work: the same ones, for the same people, as in the chat. */
export async function cardPlace(context: Context, first: Pressed, { label, back }: Options): Promise<HTMLElement> {
  const place = h('div', { class: 'card-place' });
  const show = async (pressed: Pressed): Promise<void> => {
    const [{ card }, { drawCard }] = await Promise.all([context.api.post<{ card: CardJson }>('/press', pressed), import('../card.js')]);
    const isFirst = pressed.verb === first.verb;
    const goBack = isFirst ? [] : [h('button', { type: 'button', class: 'back', onclick: reload }, `‹ ${back}`)];
    place.replaceChildren(...goBack, drawCard(card, { press, open: (url) => context.host.open(url) }, label));
  };
  const shown = async (pressed: Pressed): Promise<void> => {
    place.setAttribute('aria-busy', 'true');
    context.announce(WORDS.press.working);
    try {
      await show(pressed);
      context.announce('');
      focusOn(place);
    } catch (cause) {
      context.announce(cause instanceof ApiError ? cause.message : WORDS.press.failed);
      place.prepend(h('p', { class: 'problem', role: 'alert' }, cause instanceof ApiError ? cause.message : WORDS.press.failed));
    } finally {
      place.removeAttribute('aria-busy');
    }
  };
  const press = (verb: string, data: CardJson): void => {
    const page = PAGES[verb]?.(data);
    if (page !== undefined && page !== location.hash) location.hash = page;
    else void shown(page === undefined ? { verb, data } : first);
  };
  await show(first);
  return place;
}

/** The whole page anew: what was pressed may have changed more than the card. */
const reload = (): void => void dispatchEvent(new HashChangeEvent('hashchange'));

/** What was pressed is gone: the keyboard goes on where the answer begins. */
function focusOn(place: HTMLElement): void {
  place.tabIndex = -1;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: 'nearest' });
}
