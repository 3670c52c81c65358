import { clean, escape } from './escape.js';

/** A value of a card's data that isn't simply escaped. Rendered when the card is bound, so that a card that is too large can be tightened. */
export abstract class Cell {
  /** `limit`: at most so many bytes for each foreign string. */
  abstract render(limit: number): unknown;
}

class Rendered extends Cell {
  constructor(readonly render: (limit: number) => unknown) {
    super();
  }
}

/** Our own markdown around foreign values: md`**${name}** is compliant`. */
export function md(parts: TemplateStringsArray, ...values: (string | number | Cell)[]): Cell {
  return new Rendered((limit) => parts.reduce((text, part, index) => text + inline(values[index - 1], limit) + part));
}

function inline(value: string | number | Cell | undefined, limit: number): string {
  return value instanceof Cell ? String(value.render(limit)) : escape(value, limit);
}

/** Several cells or strings, foreign ones escaped, with our own separator between them. */
export function joined(values: (string | Cell)[], separator = ' · '): Cell {
  return new Rendered((limit) => values.map((value) => inline(value, limit)).join(separator));
}

/** Foreign text where the client draws plain text: button titles, alternative texts. */
export const plain = (value: string): Cell => new Rendered((limit) => clean(value, Math.min(limit, 80)));

/** Unchanged: ids and other values that come back with a button, never shown. */
export const raw = (value: unknown): Cell => new Rendered(() => value);

/** Markdown of our own (FAQ answers), shown as it stands. */
export const trusted = (markdown: string): Cell => new Rendered(() => markdown);
