import { h, prose } from '../dom.js';
import { WORDS } from '../words.js';
import type { Page } from './view.js';

/** Pages that anybody may read, whoever they are: they hold nothing of the tenant. */
export const TEXTS: Record<string, () => Page> = {
  privacy: () => page(WORDS.texts.privacy),
  terms: () => page(WORDS.texts.terms),
};

const page = ([title, ...paragraphs]: readonly [string, ...string[]]): Page => ({ title, body: paragraphs.map((text) => h('p', {}, ...prose(text))) });
