/**
 * The rule language of device and application filters: `device.trustType -eq "ServerAD" -or -not (…)`.
 * Source: Entra docs, filters for devices / rules for dynamic membership groups. Operators and names ignore case.
 */
export type Rule =
  | { kind: 'and' | 'or'; rules: Rule[] }
  | { kind: 'not'; rule: Rule }
  | Comparison;

export interface Comparison {
  kind: 'compare';
  /** Lower case, without its prefix: `trusttype`, `extensionattribute1`. */
  property: string;
  operator: Operator;
  /** True for `-ne`, `-notIn` …: what null attributes match. */
  negated: boolean;
  /** As written; comparisons ignore case. */
  values: string[];
}

export type Operator = 'eq' | 'startswith' | 'endswith' | 'contains' | 'in';

interface Token { kind: 'string' | 'word' | 'operator' | 'mark'; text: string }

const TOKEN = /\s*(?:"((?:[^"`]|`.)*)"|'([^']*)'|(-[A-Za-z]+)|([()[\],])|([A-Za-z0-9_.:{}-]+))/y;
const OPERATORS = new Map<string, { operator: Operator; negated: boolean }>(
  (['eq', 'startswith', 'endswith', 'contains', 'in'] as const).flatMap((operator) => [
    [operator, { operator, negated: false }],
    [operator === 'eq' ? 'ne' : `not${operator}`, { operator, negated: true }],
  ]),
);
const JOINING = new Set(['and', 'or', 'not']);

/** Parses a rule; undefined where it is not of this language, and then nothing may rest on it. */
export function parseRule(source: string): Rule | undefined {
  const tokens = tokenize(source);
  if (!tokens) return undefined;
  const parser = new Parser(tokens);
  const rule = parser.or();
  return rule && parser.atEnd() ? rule : undefined;
}

/** Every comparison of a rule, in order. */
export function comparisons(rule: Rule): Comparison[] {
  if (rule.kind === 'compare') return [rule];
  return rule.kind === 'not' ? comparisons(rule.rule) : rule.rules.flatMap(comparisons);
}

/** Evaluates a rule, given the truth of its comparisons. */
export function evaluate(rule: Rule, holdsTrue: (comparison: Comparison) => boolean): boolean {
  if (rule.kind === 'compare') return holdsTrue(rule);
  if (rule.kind === 'not') return !evaluate(rule.rule, holdsTrue);
  const results = rule.rules.map((each) => evaluate(each, holdsTrue));
  return rule.kind === 'and' ? results.every(Boolean) : results.some(Boolean);
}

function tokenize(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const match = TOKEN.exec(source);
    if (!match) return undefined;
    tokens.push(toToken(match));
  }
  return tokens;
}

function toToken([, double, single, operator, mark, word]: RegExpExecArray): Token {
  if (double !== undefined) return { kind: 'string', text: double.replaceAll(/`(.)/g, '$1') };
  if (single !== undefined) return { kind: 'string', text: single };
  if (operator !== undefined) return { kind: 'operator', text: operator.slice(1).toLowerCase() };
  if (mark !== undefined) return { kind: 'mark', text: mark };
  // Operators may go without their dash.
  const name = word!.toLowerCase();
  return OPERATORS.has(name) || JOINING.has(name) ? { kind: 'operator', text: name } : { kind: 'word', text: word! };
}

/** Recursive descent; `-not` binds tighter than `-and`, `-and` than `-or`. Depth is bounded against hostile nesting. */
class Parser {
  #next = 0;
  #depth = 0;
  constructor(private readonly tokens: Token[]) {}

  atEnd(): boolean {
    return this.#next === this.tokens.length;
  }

  or(): Rule | undefined {
    return this.#chain('or', () => this.#chain('and', () => this.#unary()));
  }

  #chain(kind: 'and' | 'or', operand: () => Rule | undefined): Rule | undefined {
    const rules: Rule[] = [];
    do {
      const rule = operand();
      if (!rule) return undefined;
      rules.push(rule);
    } while (this.#take('operator', kind));
    return rules.length === 1 ? rules[0] : { kind, rules };
  }

  #unary(): Rule | undefined {
    if (this.#depth > 100) return undefined;
    this.#depth += 1;
    const rule = this.#take('operator', 'not') ? this.#negation() : this.#take('mark', '(') ? this.#group() : this.#comparison();
    this.#depth -= 1;
    return rule;
  }

  #negation(): Rule | undefined {
    const rule = this.#unary();
    return rule && { kind: 'not', rule };
  }

  #group(): Rule | undefined {
    const rule = this.or();
    return this.#take('mark', ')') ? rule : undefined;
  }

  #comparison(): Rule | undefined {
    const name = this.#take('word');
    const operator = OPERATORS.get(this.#take('operator')?.text ?? '');
    const values = operator && this.#values(operator.operator);
    if (!name || !operator || !values) return undefined;
    return { kind: 'compare', property: property(name.text), ...operator, values };
  }

  #values(operator: Operator): string[] | undefined {
    if (operator !== 'in') return this.#value();
    if (!this.#take('mark', '[')) return undefined;
    const values: string[] = [];
    do {
      const value = this.#value();
      if (!value) return undefined;
      values.push(...value);
    } while (this.#take('mark', ','));
    return this.#take('mark', ']') ? values : undefined;
  }

  /** `null` is no documented value of a filter: what it means is unread. */
  #value(): string[] | undefined {
    const token = this.#take('string') ?? this.#take('word');
    return token && !(token.kind === 'word' && token.text.toLowerCase() === 'null') ? [token.text] : undefined;
  }

  #take(kind: Token['kind'], text?: string): Token | undefined {
    const token = this.tokens[this.#next];
    if (token?.kind !== kind || (text !== undefined && token.text !== text)) return undefined;
    this.#next += 1;
    return token;
  }
}

const property = (name: string): string => name.slice(name.indexOf('.') + 1).toLowerCase();
