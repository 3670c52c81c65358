/** One small change to one line of source. */
export interface Mutant {
  file: string;
  line: number;
  before: string;
  after: string;
  source: string;
}

/** Each turns one place of a line into something else; a line may hold several places. */
const SWAPS: [RegExp, string][] = [
  [/===/g, '!=='], [/!==/g, '==='], [/&&/g, '||'], [/\|\|/g, '&&'], [/\.some\(/g, '.every('], [/\.every\(/g, '.some('],
  [/\btrue\b/g, 'false'], [/\bfalse\b/g, 'true'], [/ < /g, ' <= '], [/ <= /g, ' < '], [/ > /g, ' >= '], [/ >= /g, ' > '],
  [/\+ 1n?\b/g, '+ 0n'], [/- 1n?\b/g, '- 0'], [/\.include\b/g, '.exclude'], [/\.exclude\b/g, '.include'],
  [/\.include(Users|Groups|Roles|Guests)\b/g, '.exclude$1'], [/\.exclude(Users|Groups|Roles|Guests)\b/g, '.include$1'],
  [/'AND'/g, "'OR'"], [/'OR'/g, "'AND'"], [/\bif \(/g, 'if (!'], [/ \? /g, ' ? undefined && '],
  // A name or an id that a comparison or a set rests on, not one of a type.
  [/(?<!\| |: )'([\w-]+)'(?! \|)/g, "'~$1'"],
  [/(?<=[(=] ?)!(?=[\w(])/g, ''],
];
/** Wording and weight are no verdicts. */
const NOT_CODE = /^\s*(\/\/|\/?\*|import\b|export \*|export type|export interface|type |interface |\| '|.*(severity|detail|text|because): )/;

export function mutantsOf(file: string, source: string): Mutant[] {
  const lines = source.split('\n');
  let inInterface = false;
  return lines.flatMap((text, index) => {
    inInterface = /^(export )?interface /.test(text) || (inInterface && text !== '}');
    if (inInterface || NOT_CODE.test(text)) return [];
    const versions = [...SWAPS.flatMap(([pattern, replacement]) => swapEach(text, pattern, replacement)), ...withoutGuard(text), ...withoutFilter(text)];
    return [...new Set(versions)].filter((each) => each !== text).map((after) => (
      { file, line: index + 1, before: text.trim(), after: after.trim(), source: lines.with(index, after).join('\n') }));
  });
}

function swapEach(text: string, pattern: RegExp, replacement: string): string[] {
  return Array.from(text.matchAll(pattern), (found) => {
    const swapped = found[0].replace(new RegExp(pattern.source), replacement);
    const rest = text.slice(found.index + found[0].length);
    // `if (!` needs brackets around the whole condition.
    if (replacement === 'if (!') return negateCondition(text.slice(0, found.index), rest);
    return text.slice(0, found.index) + swapped + rest;
  });
}

function negateCondition(head: string, rest: string): string {
  const end = closing(rest);
  return end < 0 ? head + rest : `${head}if (!(${rest.slice(0, end)}))${rest.slice(end + 1)}`;
}

/** A guard that returns early, taken out. */
function withoutGuard(text: string): string[] {
  return /^\s*if \(.*\) (return|continue)\b.*;$/.test(text) ? [''] : [];
}

/** A filter that lets everything through. */
function withoutFilter(text: string): string[] {
  return Array.from(text.matchAll(/\.filter\(/g), (found) => {
    const start = found.index + found[0].length;
    const end = closing(text.slice(start));
    return end < 0 ? text : `${text.slice(0, start)}() => true${text.slice(start + end)}`;
  });
}

/** Where the bracket that is already open closes; -1 where it doesn't on this line. */
function closing(text: string): number {
  let depth = 1;
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === '(') depth += 1;
    if (text[index] === ')' && (depth -= 1) === 0) return index;
  }
  return -1;
}
