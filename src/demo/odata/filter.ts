import type { GraphObject } from '../service/route.js';
import { badRequest } from '../service/errors.js';

export interface Filter {
  test(item: GraphObject): boolean;
  /** Uses `ne`, `not` or `endsWith`: directory objects answer those to advanced queries only. */
  isAdvanced: boolean;
  properties: string[];
}

type Test = (item: GraphObject) => boolean;
type Value = string | number | boolean | null;

/**
 * The part of OData's `$filter` that Graph's directory lists know: comparisons, `in`, `startsWith`, `endsWith`, `and`, `or`, `not`.
 * @throws GraphError 400 on anything else.
 */
export function parseFilter(text: string): Filter {
  const parser = new Parser(text);
  const test = parser.parse();
  return { test, isAdvanced: parser.isAdvanced, properties: parser.properties };
}

class Parser {
  isAdvanced = false;
  properties: string[] = [];
  #tokens: string[];

  constructor(private readonly text: string) {
    this.#tokens = text.match(/'(?:[^']|'')*'|[(),]|[^\s(),']+/g) ?? [];
  }

  parse(): Test {
    const test = this.#or();
    if (this.#tokens.length > 0) throw this.#invalid();
    return test;
  }

  #or(): Test {
    const left = this.#and();
    if (!this.#takes('or')) return left;
    const right = this.#or();
    return (item) => left(item) || right(item);
  }

  #and(): Test {
    const left = this.#not();
    if (!this.#takes('and')) return left;
    const right = this.#and();
    return (item) => left(item) && right(item);
  }

  #not(): Test {
    if (!this.#takes('not')) return this.#operand();
    this.isAdvanced = true;
    const test = this.#operand();
    return (item) => !test(item);
  }

  #operand(): Test {
    if (this.#takes('(')) {
      const test = this.#or();
      this.#expect(')');
      return test;
    }
    const word = this.#next();
    return /^(starts|ends)with$/i.test(word) ? this.#affix(word.toLowerCase()) : this.#comparison(word);
  }

  #affix(name: string): Test {
    this.#expect('(');
    const property = this.#property(this.#next());
    this.#expect(',');
    const affix = String(this.#value()).toLowerCase();
    this.#expect(')');
    if (name === 'endswith') this.isAdvanced = true;
    return (item) => {
      const text = String(item[property] ?? '').toLowerCase();
      return name === 'endswith' ? text.endsWith(affix) : text.startsWith(affix);
    };
  }

  #comparison(word: string): Test {
    const property = this.#property(word);
    const operator = this.#next();
    if (operator === 'in') return this.#membership(property);
    const value = this.#value();
    if (operator === 'ne') this.isAdvanced = true;
    const compare = comparisons[operator];
    if (compare === undefined) throw this.#invalid();
    return (item) => compare(folded(item[property]), folded(value));
  }

  #membership(property: string): Test {
    this.#expect('(');
    const values = new Set<unknown>();
    do values.add(folded(this.#value()));
    while (this.#takes(','));
    this.#expect(')');
    return (item) => values.has(folded(item[property]));
  }

  #property(name: string): string {
    if (!/^[A-Za-z]\w*$/.test(name)) throw this.#invalid();
    this.properties.push(name);
    return name;
  }

  #value(): Value {
    const token = this.#next();
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
    if (token === 'null') return null;
    if (token === 'true' || token === 'false') return token === 'true';
    return /^-?\d+$/.test(token) ? Number(token) : token;
  }

  #next(): string {
    const token = this.#tokens.shift();
    if (token === undefined) throw this.#invalid();
    return token;
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw this.#invalid();
  }

  #invalid(): Error {
    return badRequest(`Invalid filter clause: '${this.text}'.`);
  }
}

const comparisons: Record<string, (left: Value, right: Value) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  ge: (left, right) => left !== null && right !== null && left >= right,
  gt: (left, right) => left !== null && right !== null && left > right,
  le: (left, right) => left !== null && right !== null && left <= right,
  lt: (left, right) => left !== null && right !== null && left < right,
};

/** Graph compares text without regard to case; an absent value is null. */
function folded(value: unknown): Value {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value.toLowerCase() : (value as Value);
}
