import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const CSS = readFileSync('src/tab/style.css', 'utf8');
const THEMES = ['light', 'dark', 'contrast'];
const TEXTS = ['text', 'text-subtle', 'accent', 'good', 'bad', 'warning', 'blocked'];
const GROUNDS = ['page', 'surface', 'sunken', 'hover'];
/** On a card's coloured container. */
const SOFT: [text: string, ground: string][] = [['text', 'good-soft'], ['text', 'bad-soft'], ['text', 'warning-soft'], ['text', 'accent-soft'], ['good', 'good-soft'], ['bad', 'bad-soft'], ['warning', 'warning-soft'], ['text-subtle', 'bad-soft'], ['on-accent', 'accent']];

function coloursOf(theme: string): Map<string, string> {
  const block = new RegExp(`data-theme='${theme}'\\] \\{([^}]*)\\}`).exec(CSS)![1]!;
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, value]) => [name!, value!]));
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light! + 0.05) / (dark! + 0.05);
}

describe("the tab's themes", () => {
  for (const theme of THEMES) {
    it(`keeps 4.5 to 1 for every text, and 3 to 1 for the mark of the focus: ${theme}`, () => {
      const colours = coloursOf(theme);
      const tooFaint = (pairs: [string, string][], least: number) => pairs.filter(([one, other]) => contrast(colours.get(one)!, colours.get(other)!) < least).map(([one, other]) => `${one} on ${other}: ${contrast(colours.get(one)!, colours.get(other)!).toFixed(2)}`);
      assert.deepEqual(tooFaint([...TEXTS.flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])), ...SOFT], 4.5), []);
      assert.deepEqual(tooFaint(['focus'].flatMap((edge) => GROUNDS.map((ground): [string, string] => [edge, ground])), 3), []);
    });
  }

  it('has the same names in each theme', () => {
    const [first, ...others] = THEMES.map((theme) => [...coloursOf(theme).keys()].toSorted());
    for (const names of others) assert.deepEqual(names, first);
    assert.ok(first!.length > 20);
  });

  it('reads the ratio as the standard does', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.ok(Math.abs(contrast('#777777', '#ffffff') - 4.48) < 0.01);
  });
});
