import { comparisons, evaluate, parseRule, type Comparison, type Rule } from './rule.js';

/** A device as Conditional Access sees it: its state, and the attributes that some filter asks for. */
export interface Device {
  state: DeviceState;
  /** A list for attributes that are collections. */
  attributes: Record<string, string | boolean | string[]>;
}

export type DeviceState = 'unregistered' | 'registered' | 'compliant' | 'hybrid' | 'compliantHybrid';

export interface DeviceSpace {
  devices: Device[];
  /** Rule text to "does device i match". Rules that are missing can't be evaluated. */
  matches: Map<string, boolean[]>;
}

/** Above this many kinds of devices the filters count as unreadable rather than taking minutes. */
const MAX_DEVICES = 4096;
const COLLECTIONS = new Set(['physicalids', 'systemlabels']);
/** Stands between glued literals, so that they never match across the seam by accident. */
const GLUE = '§';
const NAMES = new Map([
  'deviceId', 'displayName', 'deviceOwnership', 'enrollmentProfileName', 'isCompliant', 'manufacturer', 'mdmAppId', 'model', 'operatingSystem',
  'operatingSystemVersion', 'physicalIds', 'profileType', 'systemLabels', 'trustType',
  ...Array.from({ length: 15 }, (_, index) => `extensionAttribute${index + 1}`),
].map((name) => [name.toLowerCase(), name]));

/**
 * Every kind of device that the rules can tell apart, each with real attribute values.
 * An unregistered device has null attributes: positive operators never match it, negative ones do (Entra docs, filters for devices).
 */
export function buildDevices(ruleTexts: string[]): DeviceSpace {
  const rules = new Map<string, Rule>();
  for (const text of ruleTexts) {
    const rule = parseRule(text);
    if (rule && comparisons(rule).every((each) => NAMES.has(each.property))) rules.set(text, rule);
  }
  const registered = attributeCombinations([...rules.values()].flatMap(comparisons));
  if (!registered) return { devices: distinct(states([{}], new Map()), new Map()), matches: new Map() };
  const devices = distinct(states(registered, rules), rules);
  return { devices, matches: new Map([...rules].map(([text, rule]) => [text, devices.map((device) => matchesRule(device, rule))])) };
}

/** State, trustType and isCompliant of the devices that are in the directory; a device that nobody manages has no isCompliant. */
const KNOWN: [DeviceState, string, boolean | null][] = [
  ['registered', 'AzureAD', false], ['registered', 'Workplace', false], ['compliant', 'AzureAD', true], ['compliant', 'Workplace', true],
  ['hybrid', 'ServerAD', false], ['compliantHybrid', 'ServerAD', true],
  ['registered', 'AzureAD', null], ['registered', 'Workplace', null], ['hybrid', 'ServerAD', null],
];

function states(combinations: Device['attributes'][], rules: Map<string, Rule>): Device[] {
  const asked = new Set([...rules.values()].flatMap(comparisons).map((each) => each.property));
  const registered = KNOWN.flatMap(([state, trustType, isCompliant]) => combinations.map((attributes) => ({
    state,
    attributes: { ...(asked.has('trusttype') && { trustType }), ...(asked.has('iscompliant') && isCompliant !== null && { isCompliant }), ...attributes },
  })));
  return [{ state: 'unregistered' as const, attributes: {} }, ...registered];
}

/** One device for each distinct answer of all rules. */
function distinct(devices: Device[], rules: Map<string, Rule>): Device[] {
  const seen = new Map<string, Device>();
  for (const device of devices) {
    const key = device.state + [...rules.values()].map((rule) => (matchesRule(device, rule) ? 1 : 0)).join('');
    if (!seen.has(key)) seen.set(key, device);
  }
  return [...seen.values()];
}

function matchesRule(device: Device, rule: Rule): boolean {
  return evaluate(rule, (comparison) => matches(device.attributes[NAMES.get(comparison.property)!], comparison));
}

function matches(value: string | boolean | string[] | undefined, comparison: Comparison): boolean {
  if (value === undefined) return comparison.negated;
  const parts = [value].flat().map((part) => String(part).toLowerCase());
  const positive = comparison.values.some((literal) => parts.some((part) => matchesText(part, literal.toLowerCase(), comparison)));
  return positive !== comparison.negated;
}

function matchesText(text: string, literal: string, { operator, property }: Comparison): boolean {
  if (operator === 'startswith') return text.startsWith(literal);
  if (operator === 'endswith') return text.endsWith(literal);
  if (operator === 'contains' && !COLLECTIONS.has(property)) return text.includes(literal);
  return text === literal;
}

/** All distinguishable values of the free attributes together; undefined when there are too many. */
function attributeCombinations(asked: Comparison[]): Device['attributes'][] | undefined {
  let combinations: Device['attributes'][] = [{}];
  const properties = new Set(asked.map((each) => each.property).filter((name) => name !== 'trusttype' && name !== 'iscompliant'));
  for (const property of properties) {
    const values = attributeValues(asked.filter((each) => each.property === property));
    if (!values || values.length * combinations.length > MAX_DEVICES) return undefined;
    combinations = combinations.flatMap((each) => values.map((value) => ({ ...each, [NAMES.get(property)!]: value })));
  }
  return combinations;
}

/**
 * One value for each satisfiable combination of an attribute's comparisons. A value that equals a literal of `eq` is that literal;
 * any other is told apart by its longest tested prefix, its longest tested suffix and the tested parts in between.
 */
function attributeValues(uses: Comparison[]): (string | string[])[] | undefined {
  const literals = (...operators: string[]) => [...new Set(uses.filter((use) => operators.includes(use.operator)).flatMap((use) => use.values))];
  if (COLLECTIONS.has(uses[0]!.property)) return subsets(literals('contains', 'eq', 'in'));
  const parts = subsets(literals('contains'));
  const glued = parts?.flatMap((middle) => ['', ...literals('startswith')].flatMap((start) =>
    ['', ...literals('endswith')].map((end) => [start, ...middle, end].join(GLUE) || GLUE)));
  return glued && distinctValues(['other', ...literals('eq', 'in', 'startswith', 'endswith', 'contains'), ...glued], uses);
}

function distinctValues(values: string[], uses: Comparison[]): string[] {
  const seen = new Map<string, string>();
  for (const value of values) {
    const key = uses.map((use) => (matches(value, use) ? 1 : 0)).join('');
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}

function subsets(items: string[]): string[][] | undefined {
  if (items.length > 8) return undefined;
  return items.reduce<string[][]>((all, item) => [...all, ...all.map((subset) => [...subset, item])], [[]]);
}
