import type { ScanFrame } from '../../flows/report/types.js';
import type { Api } from '../api.js';
import { h } from '../dom.js';
import type { Host } from '../host.js';
import type { Place } from '../router.js';
import { WORDS } from '../words.js';

export interface Me {
  name: string;
  accountId: string;
  may: { enforce: boolean; ticket: boolean };
  /** The bot's app id, for links into Teams; null without Teams. */
  appId: string | null;
  scan: ScanFrame;
}

/** What a view works with. */
export interface Context {
  api: Api;
  host: Host;
  me: Me;
  /** Told to a screen reader. */
  announce(text: string): void;
}

export interface Page {
  title: string;
  body: Node[];
  /** When the reader goes elsewhere. */
  close?(): void;
}

export type View = (context: Context, place: Place) => Promise<Page>;

export type Verdict = keyof typeof WORDS.verdicts;
export const VERDICTS: readonly Verdict[] = ['nonCompliant', 'unknown', 'compliant', 'blocked'];

/** Mark and word: nothing is told by colour alone. */
export function verdict(value: string): HTMLElement {
  const known = value as Verdict;
  return h('span', { class: `verdict ${value}` }, h('span', { class: 'mark', 'aria-hidden': 'true' }, WORDS.marks[known] ?? ''), WORDS.verdicts[known] ?? value);
}

export const section = (title: string, ...children: (Node | string)[]): HTMLElement => h('section', { class: 'card' }, h('h2', {}, title), ...children);

/** A table that reads as one also on a narrow screen. */
export function table(caption: string, heads: readonly string[], rows: readonly (readonly (Node | string)[])[]): HTMLElement {
  return h('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', { class: 'hidden' }, caption), h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell, index) => h('td', { 'data-head': heads[index] ?? '' }, cell)))))));
}

export const link = (href: string, ...children: (Node | string)[]): HTMLElement => h('a', { href }, ...children);
