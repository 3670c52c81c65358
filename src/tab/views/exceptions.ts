import type { ExceptionRow } from '../../flows/report/types.js';
import { h } from '../dom.js';
import { day } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { link, table, type View } from './view.js';

const TEXT = WORDS.exceptions;

export const exceptions: View = async ({ api }) => {
  const rows = await api.get<ExceptionRow[]>('/exceptions');
  return {
    title: WORDS.views.exceptions,
    body: [h('p', { class: 'subtle' }, TEXT.intro), rows.length === 0 ? h('p', {}, TEXT.none) : h('div', { class: 'card' }, listed(rows))],
  };
};

const listed = (rows: ExceptionRow[]): HTMLElement => table(WORDS.views.exceptions, [TEXT.account, TEXT.finding, TEXT.reason, TEXT.owner, TEXT.by, TEXT.until], rows.map((row) => [
  link(hashOf('account', row.account.id), row.account.displayName), row.words, row.reason, row.owner, row.acceptedBy, day(row.expiresAt),
]));
