import { md, plain, raw, trusted } from './cell.js';
import type { Presenter } from './frame.js';
import { plural } from './words.js';

export interface OwnChangesView {
  from: string;
  headline: string;
  changes: { at: string; by: string; title: string; result: keyof typeof RESULTS; planId: string; number: number }[];
  ticketsOpened: number;
  ticketsClosed: number;
  refused: number;
}

const MAX_CHANGES = 10;
const RESULTS = { done: '✓ Done', partly: '… Partly in effect', waiting: '… Waits for a second person', running: '… Being carried out', failed: '✕ Not done' } as const;
const COLOURS = { done: 'Good', partly: 'Warning', waiting: 'Accent', running: 'Accent', failed: 'Attention' } as const;

/** What was changed through this bot, by whom, and what came of it: from the audit log. */
export const ownChangesCard: Presenter<OwnChangesView> = {
  name: 'own-changes',
  data: (view) => ({
    headline: view.headline,
    period: trusted(`Since {{DATE(${view.from.slice(0, 19)}Z,SHORT)}} · from the audit log`),
    changes: view.changes.slice(0, MAX_CHANGES).map(({ at, by, title, result, planId, number }) => ({
      title, plan: raw(planId), tooltip: plain(`Show plan ${number}`), result: trusted(RESULTS[result]), colour: trusted(COLOURS[result]),
      when: md`Plan ${number} · ${trusted(`{{DATE(${at.slice(0, 19)}Z,SHORT)}} {{TIME(${at.slice(0, 19)}Z)}}`)} · ${by}`,
    })),
    more: more(view),
  }),
  text: (view) => [
    `${view.headline}, since ${view.from.slice(0, 10)}.`,
    ...view.changes.slice(0, MAX_CHANGES).map(({ at, by, title, result, number }) => `Plan ${number}, ${at.slice(0, 16).replace('T', ' ')} UTC, ${by}: ${title}. ${RESULTS[result].slice(2)}.`),
    more(view),
  ],
};

function more({ changes, ticketsOpened, ticketsClosed, refused }: OwnChangesView): string {
  const hidden = changes.length - MAX_CHANGES;
  const parts = [
    hidden > 0 ? `${plural(hidden, 'more change')}` : '',
    ticketsOpened > 0 ? `${plural(ticketsOpened, 'ticket')} opened` : '', ticketsClosed > 0 ? `${plural(ticketsClosed, 'ticket')} closed` : '',
    refused > 0 ? `${plural(refused, 'press', 'presses')} turned away` : '',
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : '';
}
