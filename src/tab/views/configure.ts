import { h } from '../dom.js';
import { WORDS } from '../words.js';
import type { Page } from './view.js';

/** What Teams shows when somebody adds the tab to a channel or a group. */
export async function configure(): Promise<Page> {
  const select = h('select', {}, ...Object.entries(WORDS.views).map(([view, words]) => h('option', { value: view }, words)));
  const { configurable } = await import('../teams.js');
  configurable(() => select.value);
  return { title: WORDS.configure.title, body: [h('p', {}, WORDS.configure.intro), h('label', {}, h('span', {}, WORDS.configure.view), select)] };
}
