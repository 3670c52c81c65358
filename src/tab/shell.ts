import type { ScanFrame } from '../flows/report/types.js';
import { h } from './dom.js';
import { moment } from './format.js';
import { hashOf } from './router.js';
import { entryOf } from './views/index.js';
import { WORDS } from './words.js';

/** What stands around every view. */
export interface Shell {
  elements: Node[];
  /** Whose tenant it is, and from when: the demo says so everywhere. */
  about(scan: ScanFrame): void;
  busy(view: string): void;
  /** `isFirst`: the page has just come; nobody asked for the focus to move. */
  show(title: string, body: Node[], isFirst: boolean): void;
  /** `view`: the list to go to where the address itself may be what is wrong. */
  fail(sentence: string, again: () => void, view?: string): void;
  announce(text: string): void;
}

export function createShell(): Shell {
  const eyebrow = h('p', { class: 'eyebrow' });
  const heading = h('h1', { tabindex: -1 }, WORDS.title);
  const content = h('div', { class: 'content' }, h('p', { class: 'loading' }, WORDS.loading));
  const live = h('p', { class: 'hidden', role: 'status', 'aria-live': 'polite' });
  const entries = Object.entries(WORDS.views).map(([view, words]) => h('a', { href: hashOf(view), 'data-view': view }, words));
  const main = h('main', { id: 'main', tabindex: -1 }, eyebrow, heading, content);
  const announce = (text: string): void => void (live.textContent = text);
  return {
    elements: [skipLink(main), h('nav', { class: 'menu', 'aria-label': WORDS.menu }, ...entries), main, live], announce,
    about: (scan) => eyebrow.replaceChildren(...aboutScan(scan)),
    busy: (view) => {
      for (const entry of entries) mark(entry, entry.dataset['view'] === entryOf(view));
      main.setAttribute('aria-busy', 'true');
    },
    show: (title, body, isFirst) => {
      heading.textContent = title;
      content.replaceChildren(...body);
      main.removeAttribute('aria-busy');
      if (isFirst) return;
      scrollTo(0, 0);
      heading.focus({ preventScroll: true });
    },
    fail: (sentence, again, view) => {
      main.removeAttribute('aria-busy');
      const ways = [h('button', { type: 'button', onclick: again }, WORDS.again), ...(view === undefined ? [] : [wayBack(view)])];
      content.replaceChildren(h('p', { class: 'problem', role: 'alert' }, sentence), h('p', { class: 'toolbar' }, ...ways));
    },
  };
}

function aboutScan({ tenant, isDemo, scannedAt, isPreliminary, complete }: ScanFrame): (Node | string)[] {
  const said = [WORDS.scanned(moment(scannedAt)), ...(isPreliminary ? [WORDS.preliminary] : []), ...(complete ? [] : [WORDS.incomplete])];
  return [tenant, ...(isDemo ? [' · ', h('b', {}, WORDS.demo)] : []), ` · ${said.join(' · ')}`];
}

function wayBack(view: string): HTMLElement {
  const entry = entryOf(view);
  return h('a', { href: hashOf(entry) }, `‹ ${(WORDS.views as Record<string, string>)[entry] ?? WORDS.views.overview}`);
}

/** The address' own hash is the view's, so the jump is made by hand. */
function skipLink(main: HTMLElement): HTMLElement {
  return h('a', { class: 'skip', href: '#main', onclick: (event: Event) => {
    event.preventDefault();
    main.focus();
  } }, WORDS.skip);
}

function mark(entry: HTMLElement, isCurrent: boolean): void {
  if (!isCurrent) return entry.removeAttribute('aria-current');
  entry.setAttribute('aria-current', 'page');
  entry.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
