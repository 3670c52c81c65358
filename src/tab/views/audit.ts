import type { AuditView, Verification } from '../../flows/report/types.js';
import { ApiError } from '../api.js';
import { h, prose } from '../dom.js';
import { moment, number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { section, table, type Context, type View } from './view.js';

const TEXT = WORDS.audit;
const PERIODS = Object.entries(TEXT.periods);

export const audit: View = async (context, { query }) => {
  const period = query.get('period') ?? 'P30D';
  const seen = await context.api.get<AuditView>('/audit', { period });
  return {
    title: WORDS.views.audit,
    body: [
      h('nav', { class: 'pills', 'aria-label': TEXT.period }, ...PERIODS.map(([id, words]) => h('a', { href: hashOf('audit', undefined, { period: id }), 'aria-current': id === period ? 'page' : undefined }, words))),
      h('p', { class: 'headline' }, `${seen.headline}.`), h('p', { class: 'subtle' }, TEXT.counts(number(seen.ticketsOpened), number(seen.ticketsClosed), number(seen.refused))), check(context),
      ...(seen.changes.length > 0 ? [section(TEXT.changes, changes(seen))] : []),
      section(TEXT.rows, seen.rows.length > 0 ? rows(seen) : h('p', {}, TEXT.none), seen.hasMore ? h('p', { class: 'subtle' }, ...prose(TEXT.more)) : ''),
    ],
  };
};

const changes = (seen: AuditView): HTMLElement => table(TEXT.changes, [TEXT.at, TEXT.who, TEXT.plan, TEXT.what, TEXT.result], seen.changes.map(({ at, by, number: plan, title, result }) =>
  [moment(at), by, `#${plan}`, h('span', {}, ...prose(title)), TEXT.results[result] ?? result]));

const rows = (seen: AuditView): HTMLElement => table(TEXT.rows, [TEXT.at, TEXT.who, TEXT.what, TEXT.about, TEXT.details], seen.rows.map(({ at, actor, event, subject, details, isForgotten }) =>
  [moment(at), isForgotten ? TEXT.forgotten : actor, event, Object.keys(subject).join(', '), h('code', {}, details)]));

/** Walking the chain takes a while in a long log: only when somebody asks. */
function check({ api }: Context): HTMLElement {
  const told = h('span', { role: 'status' });
  const button = h('button', {
    type: 'button', onclick: () => {
      button.disabled = true;
      const verified = api.get<Verification>('/audit/verify').then(
        (found) => (found.intact ? `✓ ${TEXT.intact(number(found.rows))}` : `✕ ${TEXT.broken(number(found.sequence), found.problem)}`),
        (cause: unknown) => (cause instanceof ApiError ? cause.message : WORDS.press.failed));
      void verified.then((text) => (told.textContent = text)).finally(() => (button.disabled = false));
    },
  }, TEXT.verify);
  return h('p', { class: 'toolbar' }, button, told);
}
