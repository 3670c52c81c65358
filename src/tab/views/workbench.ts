import type { Choice, SupposeAnswer, Supposed } from '../../flows/report/types.js';
import { ApiError } from '../api.js';
import { stackedBar } from '../bars.js';
import { h, prose } from '../dom.js';
import { number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { link, table, verdict, type Context, type View } from './view.js';

const TEXT = WORDS.whatIf;
const TICKING_MS = 250;
const GROUPS = Object.keys(TEXT.groups) as Choice['group'][];
const OPEN_UP_TO = 12;

export const workbench: View = async (context, place) => {
  const bench = new Workbench(context, await context.api.get<Choice[]>('/choices'), new Set(place.query.getAll('tick')));
  return { title: WORDS.views['what-if'], body: bench.body, close: () => bench.close() };
};

class Workbench {
  readonly body: Node[];
  readonly #result = h('div', { class: 'result' }, h('p', { class: 'subtle' }, TEXT.nothing));
  readonly #boxes: HTMLInputElement[] = [];
  #waiting = 0;
  /** Only the answer to the latest question is shown. */
  #asked = 0;

  constructor(private readonly context: Context, choices: readonly Choice[], ticked: ReadonlySet<string>) {
    this.body = [
      h('p', { class: 'subtle' }, TEXT.intro),
      h('div', { class: 'bench' }, h('div', { class: 'card choices' }, this.#words(), ...GROUPS.map((group) => this.#group(group, choices, ticked)), h('button', { type: 'button', onclick: () => this.#clear() }, TEXT.clear)),
        h('section', { class: 'card outcome', 'aria-label': TEXT.result }, h('h2', {}, TEXT.result), this.#result)),
    ];
    if (ticked.size > 0) this.#ticked();
  }

  close(): void {
    clearTimeout(this.#waiting);
    this.#asked += 1;
  }

  #words(): HTMLElement {
    const input = h('input', { type: 'text', placeholder: TEXT.example, 'aria-label': TEXT.words, maxlength: 300 });
    const ask = (event: Event): void => {
      event.preventDefault();
      if (input.value.trim() !== '') void this.#suppose({ words: input.value.trim() });
    };
    return h('form', { class: 'words', onsubmit: ask }, h('label', {}, h('span', {}, TEXT.words), input), h('button', { type: 'submit' }, TEXT.suppose));
  }

  #group(group: Choice['group'], choices: readonly Choice[], ticked: ReadonlySet<string>): HTMLElement | '' {
    const own = choices.filter((choice) => choice.group === group);
    if (own.length === 0) return '';
    const isOpen = own.length <= OPEN_UP_TO || own.some(({ id }) => ticked.has(id));
    return h('details', { open: isOpen }, h('summary', {}, `${TEXT.groups[group]} (${number(own.length)})`), h('ul', { class: 'plain' }, ...own.map(({ id, text }) => h('li', {}, this.#box(id, text, ticked.has(id))))));
  }

  #box(id: string, text: string, isTicked: boolean): HTMLElement {
    const box = h('input', { type: 'checkbox', value: id, checked: isTicked, onchange: () => this.#ticked() });
    this.#boxes.push(box);
    return h('label', { class: 'tick' }, box, h('span', {}, ...prose(`${text.charAt(0).toUpperCase()}${text.slice(1)}`)));
  }

  #clear(): void {
    for (const box of this.#boxes) box.checked = false;
    this.#ticked();
  }

  #ticked(): void {
    clearTimeout(this.#waiting);
    const ids = this.#boxes.filter(({ checked }) => checked).map(({ value }) => value);
    if (ids.length > 0) return void (this.#waiting = window.setTimeout(() => void this.#suppose({ ids }), TICKING_MS));
    this.#asked += 1;
    this.#result.replaceChildren(h('p', { class: 'subtle' }, TEXT.nothing));
  }

  /** Hundreds of accounts may follow: only the change and how many it moves are said aloud. */
  #tell(answer: SupposeAnswer): void {
    this.#result.replaceChildren(...(answer.kind === 'unclear' ? unclear(answer) : outcome(answer.result)));
    this.context.announce([...this.#result.querySelectorAll(':scope > p')].slice(0, 2).map(({ textContent }) => textContent).join(' '));
  }

  async #suppose(question: { ids: string[] } | { words: string }): Promise<void> {
    const asked = (this.#asked += 1);
    this.#result.setAttribute('aria-busy', 'true');
    try {
      const answer = await this.context.api.post<SupposeAnswer>('/suppose', question);
      if (asked === this.#asked) this.#tell(answer);
    } catch (cause) {
      if (asked === this.#asked) this.#result.replaceChildren(h('p', { class: 'problem', role: 'alert' }, cause instanceof ApiError ? cause.message : WORDS.press.failed));
    } finally {
      if (asked === this.#asked) this.#result.removeAttribute('aria-busy');
    }
  }
}

const unclear = ({ question, choices }: Extract<SupposeAnswer, { kind: 'unclear' }>): Node[] =>
  [h('p', {}, ...prose(question)), h('ul', {}, ...choices.map((choice) => h('li', {}, choice)))];

function outcome(result: Supposed): Node[] {
  const all = (counts: Supposed['before']) => ({ ...counts, accounts: counts.compliant + counts.nonCompliant + counts.unknown + counts.blocked });
  const other = result.total - result.worse - result.better;
  const said = [...(result.worse > 0 ? [TEXT.worse(number(result.worse))] : []), ...(result.better > 0 ? [TEXT.better(number(result.better))] : []), ...(other > 0 ? [TEXT.other(number(other))] : [])];
  return [
    h('p', {}, ...prose(`${result.change.charAt(0).toUpperCase()}${result.change.slice(1)}.`)),
    h('p', { class: 'headline' }, said.length > 0 ? `${said.join(', ')}.` : TEXT.same),
    h('h3', {}, TEXT.before), stackedBar(all(result.before)), h('h3', {}, TEXT.after), stackedBar(all(result.after)),
    ...(result.accounts.length > 0 ? [changed(result)] : []), ...(result.total > result.accounts.length ? [h('p', { class: 'subtle' }, TEXT.more(number(result.total - result.accounts.length)))] : []),
  ];
}

const changed = ({ accounts }: Supposed): HTMLElement => table(WORDS.views.accounts, [TEXT.account, TEXT.before, TEXT.after, TEXT.witness], accounts.map(({ id, displayName, before, after, witness }) => [
  link(hashOf('account', id), displayName), verdict(before), verdict(after), h('span', {}, ...prose(witness ?? '')),
]));
