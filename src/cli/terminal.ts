import { styleText } from 'node:util';

export const WIDTH = 100;
const DEFAULT_STYLE = { high: ['bold', 'red'], medium: 'yellow', low: 'cyan', info: 'dim', good: 'green', bad: ['bold', 'red'], heading: 'bold', faint: 'dim' } as const;
export type Style = keyof typeof DEFAULT_STYLE;

/** Colours only where a person looks at them. */
export function painter(isTerminal: boolean): (style: Style, text: string) => string {
  return (style, text) => (isTerminal ? styleText(DEFAULT_STYLE[style] as 'bold', text) : text);
}

/** Foreign text for a terminal: without control characters and marks that reorder text, so that no name can write on the screen. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ');
}

/** Words wrapped to the width, every line indented. A word longer than a line is left whole. */
export function wrap(text: string, indent: number, width = WIDTH): string[] {
  const lines: string[] = [];
  for (const word of plain(text).split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width - indent) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => ' '.repeat(indent) + line);
}

/** Cut to the width, with an ellipsis where something is lost. */
export function fit(text: string, width: number): string {
  const characters = [...plain(text)];
  return characters.length <= width ? characters.join('') : `${characters.slice(0, width - 1).join('')}…`;
}
