import { md, plain, raw } from './cell.js';
import type { Presenter } from './frame.js';
import { stop } from './words.js';

export interface SubscriptionsView {
  headline: string;
  notes: string[];
  rows: SubscriptionRow[];
}

export interface SubscriptionRow {
  id: string;
  /** "admins", "all accounts". */
  about: string;
  /** "every weekday at 08:30 (Europe/Paris)". */
  when: string;
  /** "Friday 27 November at 08:30". */
  next: string;
  by: string;
}

const MAX_ROWS = 10;

/** Which cards come here, and when. */
export const subscriptionsCard: Presenter<SubscriptionsView> = {
  name: 'subscriptions',
  data: ({ headline, notes, rows }) => ({
    headline, notes: notes.map((text) => ({ text })),
    rows: rows.slice(0, MAX_ROWS).map(({ id, about, when, next, by }) => ({
      id: raw(id), title: md`**Daily card about ${about}**`, when: stop(`${when.charAt(0).toUpperCase()}${when.slice(1)}`), next: stop(`Next card: ${next}`), by: `Set up by ${by}`, button: plain(`Stop the card about ${about}`),
    })),
    more: rows.length > MAX_ROWS ? `${rows.length - MAX_ROWS} more.` : '',
  }),
  text: ({ headline, notes, rows }) => [
    stop(headline), ...notes, ...rows.slice(0, MAX_ROWS).map(({ about, when, next, by }) => `- about ${about}: ${when}; next card: ${next}; set up by ${by}`),
    rows.length > MAX_ROWS ? `${rows.length - MAX_ROWS} more.` : '',
  ],
};
