import type { EvidenceView } from '../../flows/report/types.js';
import { ApiError } from '../api.js';
import { stackedBar } from '../bars.js';
import { h, prose } from '../dom.js';
import { moment, number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { section, table, verdict, type Context, type View } from './view.js';

const TEXT = WORDS.evidence;
const FIRST = 500;
const MOST = 5_000;
const FORMATS = Object.entries(TEXT.files) as ['xlsx' | 'csv' | 'json', string][];

/** The evidence report, made to be printed. */
export const evidence: View = async (context, { query }) => {
  const seen = await context.api.get<EvidenceView>('/evidence', { limit: query.get('limit') ?? FIRST });
  const { head, sha256, total, accounts } = seen;
  return {
    title: WORDS.views.evidence,
    body: [
      downloads(context), h('p', { class: 'headline' }, head.tenant.displayName, ...(head.tenant.isDemo ? [` (${WORDS.demo})`] : []), ` · ${WORDS.scanned(moment(head.scannedAt))} · ${head.complete && head.isFinished ? TEXT.complete : TEXT.partial}`),
      section(TEXT.method, ...head.method.map((sentence) => h('p', {}, sentence))), section(TEXT.scope, h('ul', {}, ...head.scope.map((sentence) => h('li', {}, ...prose(sentence))))),
      section(TEXT.unread, head.unavailable.length === 0 ? h('p', {}, TEXT.everything) : h('ul', {}, ...head.unavailable.map(({ detail }) => h('li', {}, ...prose(detail))))),
      bars(seen), section(TEXT.policies, policies(seen)), section(TEXT.accounts, rows(seen), ...(accounts.length < total ? [rest(accounts.length, total)] : [])),
      section(TEXT.hash, h('p', {}, h('code', { class: 'hash' }, sha256)), h('p', { class: 'subtle' }, TEXT.check)),
    ],
  };
};

function bars({ head }: EvidenceView): HTMLElement {
  const names = Object.keys(WORDS.bars) as (keyof typeof WORDS.bars)[];
  return section(TEXT.bars, ...names.map((bar) => h('div', { class: 'bar-row' }, h('h3', {}, WORDS.bars[bar][0]), stackedBar(head.bars[bar]))));
}

const policies = ({ head: { policies: read } }: EvidenceView): HTMLElement => (read.policies ? table(TEXT.policies, [WORDS.account.policy, WORDS.account.state, WORDS.policies.covers, WORDS.policies.demands], read.policies.map(({ displayName, state, covers, demands }) =>
  [h('b', {}, displayName), WORDS.states[state], h('span', {}, ...prose(covers)), h('span', {}, ...prose(demands))])) : h('p', {}, WORDS.policies.unread));

const rows = ({ accounts }: EvidenceView): HTMLElement => table(TEXT.accounts, [WORDS.accounts.columns.name, WORDS.accounts.columns.worst, TEXT.because], accounts.map(({ displayName, userPrincipalName, verdict: found, because }) =>
  [h('span', {}, h('b', {}, displayName), h('br'), userPrincipalName), verdict(found), h('span', {}, ...prose(because))]));

const rest = (shown: number, total: number): HTMLElement => h('p', { class: 'subtle' }, TEXT.more(number(shown), number(total)), ' ',
  ...(shown < MOST ? [h('a', { class: 'no-print', href: hashOf('evidence', undefined, { limit: String(Math.min(MOST, shown * 4)) }) }, TEXT.all)] : []));

function downloads({ api }: Context): HTMLElement {
  const told = h('span', { role: 'status' });
  const download = async (format: string): Promise<void> => {
    told.textContent = TEXT.making;
    try {
      save(await api.file(`/export?format=${format}`), `mfa-evidence.${format}`);
      told.textContent = TEXT.made;
    } catch (cause) {
      told.textContent = cause instanceof ApiError ? cause.message : WORDS.press.failed;
    }
  };
  return h('p', { class: 'toolbar no-print' }, h('button', { type: 'button', class: 'primary', onclick: () => window.print() }, TEXT.print),
    ...FORMATS.map(([format, words]) => h('button', { type: 'button', onclick: () => void download(format) }, `${TEXT.download} ${words}`)), told);
}

function save(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  h('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
