/** A device filter rule as a function of the attributes (lower-case names; null = not set), plus what it compares them with. */
export interface DeviceRule {
  matches: (attributes: Attributes) => boolean;
  comparisons: Comparison[];
}

export type Value = string | string[] | null;
export type Attributes = Readonly<Record<string, Value>>;

export interface Comparison {
  attribute: string;
  operator: string;
  values: string[];
}

const COLLECTIONS = new Set(['physicalids', 'systemlabels']);
const ATTRIBUTES = new Set([
  'deviceid', 'displayname', 'deviceownership', 'enrollmentprofilename', 'iscompliant', 'manufacturer', 'mdmappid', 'model',
  'operatingsystem', 'operatingsystemversion', 'physicalids', 'profiletype', 'systemlabels', 'trusttype',
  ...Array.from({ length: 15 }, (_, index) => `extensionattribute${index + 1}`),
]);
const OPERATORS: Record<string, (actual: string, wanted: string) => boolean> = {
  eq: (actual, wanted) => actual === wanted,
  in: (actual, wanted) => actual === wanted,
  startswith: (actual, wanted) => actual.startsWith(wanted),
  endswith: (actual, wanted) => actual.endsWith(wanted),
  contains: (actual, wanted) => actual.includes(wanted),
};
const TOKEN = /\s*(?:(\()|(\))|(\[)|(\])|(,)|"([^"]*)"|'([^']*)'|-?([A-Za-z$][\w.]*))/y;

/** Undefined where the rule can't be understood: then nothing may rest on it. */
export function parseDeviceRule(text: string): DeviceRule | undefined {
  try {
    const tokens = tokenise(text);
    const comparisons: Comparison[] = [];
    const matches = parseOr(tokens, comparisons);
    return tokens.length === 0 ? { matches, comparisons } : undefined;
  } catch {
    return undefined;
  }
}

interface Token { kind: 'mark' | 'string' | 'word'; text: string }

function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const scanner = new RegExp(TOKEN);
  while (text.slice(scanner.lastIndex).trim() !== '') {
    const found = scanner.exec(text);
    if (!found) throw new Error('not a token');
    const mark = found.slice(1, 6).find(Boolean);
    const quoted = found[6] ?? found[7];
    tokens.push(mark ? { kind: 'mark', text: mark } : quoted !== undefined ? { kind: 'string', text: quoted } : { kind: 'word', text: found[8]! });
  }
  return tokens;
}

type Test = (attributes: Attributes) => boolean;

function parseOr(tokens: Token[], comparisons: Comparison[]): Test {
  const parts = [parseAnd(tokens, comparisons)];
  while (takeWord(tokens, 'or')) parts.push(parseAnd(tokens, comparisons));
  return (attributes) => parts.some((part) => part(attributes));
}

function parseAnd(tokens: Token[], comparisons: Comparison[]): Test {
  const parts = [parseNot(tokens, comparisons)];
  while (takeWord(tokens, 'and')) parts.push(parseNot(tokens, comparisons));
  return (attributes) => parts.every((part) => part(attributes));
}

function parseNot(tokens: Token[], comparisons: Comparison[]): Test {
  if (takeWord(tokens, 'not')) {
    const negated = parseNot(tokens, comparisons);
    return (attributes) => !negated(attributes);
  }
  if (!takeMark(tokens, '(')) return parseComparison(tokens, comparisons);
  const inner = parseOr(tokens, comparisons);
  if (!takeMark(tokens, ')')) throw new Error('unclosed');
  return inner;
}

function parseComparison(tokens: Token[], comparisons: Comparison[]): Test {
  const attribute = /^device\.(\w+)$/i.exec(word(tokens))?.[1]?.toLowerCase();
  if (!attribute || !ATTRIBUTES.has(attribute)) throw new Error('not a device attribute');
  const written = word(tokens).toLowerCase();
  const isNegative = written === 'ne' || written.startsWith('not');
  const operator = written === 'ne' ? 'eq' : written.replace(/^not/, '');
  const values = parseValues(tokens).map((each) => each.toLowerCase());
  const compare = OPERATORS[operator];
  if (!compare) throw new Error('not an operator');
  comparisons.push({ attribute, operator, values });
  const holds = (actual: string) => values.some((wanted) => (COLLECTIONS.has(attribute) ? actual === wanted : compare(actual, wanted)));
  return (attributes) => isNegative !== asList(attributes[attribute]).some(holds);
}

function parseValues(tokens: Token[]): string[] {
  if (!takeMark(tokens, '[')) return [literal(tokens)];
  const values = [literal(tokens)];
  while (takeMark(tokens, ',')) values.push(literal(tokens));
  if (!takeMark(tokens, ']')) throw new Error('unclosed list');
  return values;
}

const asList = (value: Value | undefined): string[] => (value === null || value === undefined ? [] : [value].flat().map((each) => each.toLowerCase()));

function takeWord(tokens: Token[], text: string): boolean {
  const isNext = tokens[0]?.kind === 'word' && tokens[0].text.toLowerCase() === text;
  if (isNext) tokens.shift();
  return isNext;
}

function takeMark(tokens: Token[], text: string): boolean {
  const isNext = tokens[0]?.kind === 'mark' && tokens[0].text === text;
  if (isNext) tokens.shift();
  return isNext;
}

function word(tokens: Token[]): string {
  const next = tokens.shift();
  if (next?.kind !== 'word') throw new Error('a word was expected');
  return next.text;
}

function literal(tokens: Token[]): string {
  const next = tokens.shift();
  if (next?.kind === 'string') return next.text;
  if (next?.kind === 'word' && /^(true|false)$/i.test(next.text)) return next.text;
  throw new Error('a value was expected');
}
