import { h } from './dom.js';
import { number } from './format.js';
import { VERDICTS } from './views/view.js';
import { WORDS } from './words.js';

export type Counts = { accounts: number } & Record<(typeof VERDICTS)[number], number>;

/** A stacked bar with its numbers in words below; the bar itself is only for the eye. */
export function stackedBar(counts: Counts, href: (verdict: string) => string | undefined = () => undefined): HTMLElement {
  const present = VERDICTS.filter((verdict) => counts[verdict] > 0);
  const parts = present.map((verdict) => {
    const part = h('span', { class: `part ${verdict}` });
    // At least a sliver, so that one account in a hundred thousand is seen.
    part.style.flexGrow = String(Math.max(counts[verdict], counts.accounts * 0.012));
    return part;
  });
  return h('div', { class: 'stacked' }, h('div', { class: 'bar', 'aria-hidden': 'true' }, ...parts),
    h('p', { class: 'legend' }, ...(present.length > 0 ? present.map((verdict) => key(verdict, counts[verdict], href(verdict))) : [WORDS.noAccounts])));
}

function key(verdict: (typeof VERDICTS)[number], count: number, href: string | undefined): HTMLElement {
  const told = [h('span', { class: 'swatch', 'aria-hidden': 'true' }), h('span', { 'aria-hidden': 'true' }, `${WORDS.marks[verdict]} `), h('b', {}, number(count)), ` ${WORDS.verdicts[verdict].toLowerCase()}`];
  return href ? h('a', { class: `key ${verdict}`, href }, ...told) : h('span', { class: `key ${verdict}` }, ...told);
}
