import type { Overview } from '../../flows/report/types.js';
import { stackedBar } from '../bars.js';
import { trendChart } from '../chart.js';
import { h, prose } from '../dom.js';
import { number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { link, section, table, type View } from './view.js';

const TEXT = WORDS.overview;

export const overview: View = async ({ api }) => {
  const seen = await api.get<Overview>('');
  return {
    title: WORDS.views.overview,
    body: [
      h('p', { class: 'headline' }, ...prose(seen.headline)),
      stackedBar(seen.summary, (verdict) => hashOf('accounts', undefined, { verdict })),
      h('div', { class: 'columns' }, section(TEXT.trend, trend(seen)), bars(seen), section(TEXT.kinds, ...kinds(seen)), section(TEXT.findings, findings(seen))),
      ...(seen.unavailable.length > 0 ? [section(TEXT.notRead, h('ul', {}, ...seen.unavailable.map(({ detail }) => h('li', {}, ...prose(detail)))))] : []),
      ...(seen.notes.length > 0 ? [section(TEXT.notes, h('ul', {}, ...seen.notes.map((note) => h('li', {}, ...prose(note)))))] : []),
    ],
  };
};

function bars({ bars: counted }: Overview): HTMLElement {
  const names = Object.keys(WORDS.bars) as (keyof typeof WORDS.bars)[];
  return section(TEXT.bars, ...names.map((bar) => h('div', { class: 'bar-row' }, h('h3', {}, WORDS.bars[bar][0]), h('p', { class: 'subtle' }, WORDS.bars[bar][1]), stackedBar(counted[bar]))));
}

function trend({ trend: points }: Overview): HTMLElement {
  if (points === undefined) return h('p', { class: 'subtle' }, TEXT.noTrend);
  return points.length < 2 ? h('p', { class: 'subtle' }, TEXT.oneScan) : trendChart(points);
}

const kinds = ({ kinds: counted }: Overview): HTMLElement[] => counted.map(({ kind, counts }) => h('div', { class: 'bar-row' },
  h('h3', {}, link(hashOf('accounts', undefined, { filter: kind }), WORDS.kinds[kind]), ` · ${number(counts.accounts)}`), stackedBar(counts, (verdict) => hashOf('accounts', undefined, { filter: kind, verdict }))));

function findings({ findings: found }: Overview): HTMLElement {
  const rows = found.map(({ id, words, severity, accounts }) => [
    h('span', { class: `severity ${severity}` }, WORDS.severities[severity]), link(hashOf('accounts', undefined, { finding: id, weight: severity }), capital(words)), number(accounts),
  ]);
  return table(TEXT.findings, [TEXT.weight, TEXT.finding, TEXT.howMany], rows);
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
