import type { ConditionalAccessPolicy } from '../../../src/engine/index.js';
import { parseDeviceRule, type Attributes, type Comparison, type Value } from './deviceRule.js';
import { isExternal, isTrusted, type Person } from './people.js';

/** A device as Entra sees it in one sign-in. */
export interface Device {
  isRegistered: boolean;
  isCompliant: boolean;
  isHybrid: boolean;
  attributes: Attributes;
}

export const UNREGISTERED: Device = { isRegistered: false, isCompliant: false, isHybrid: false, attributes: {} };
export const COLLECTIONS = new Set(['physicalids', 'systemlabels']);
const DERIVED = new Set(['iscompliant', 'trusttype']);
/** Appears in no rule, so it keeps the parts of a made-up value from forming something a rule asks for. */
const GLUE = '\u0001';

/** Every device that some filter could tell apart, as far as this person's devices are seen at all. */
export function everyDevice(person: Person, policies: ConditionalAccessPolicy[]): Device[] {
  const comparisons = policies.flatMap(({ deviceFilter }) => parseDeviceRule(deviceFilter?.rule ?? '')?.comparisons ?? []);
  const registered = joinStates().flatMap((state) => everyAttributes(comparisons).map((attributes) => ({
    ...state, attributes: { ...attributes, iscompliant: state.isManaged ? String(state.isCompliant) : null, trusttype: state.trustType },
  })));
  return [UNREGISTERED, ...registered.filter((device) => isSeen(person, device))];
}

export function isInDeviceFilter(person: Person, policy: ConditionalAccessPolicy, device: Device): boolean {
  if (!policy.deviceFilter) return true;
  const rule = parseDeviceRule(policy.deviceFilter.rule);
  const matches = rule ? rule.matches(device.attributes) : person.ask(`rule ${policy.deviceFilter.rule} matches`, [false, true]);
  return (policy.deviceFilter.mode === 'include') === matches;
}

/** Whether a device is compliant is told only of one that somebody manages. */
function joinStates() {
  return [[true, true], [false, true], [false, false]].flatMap(([isCompliant, isManaged]) => ['AzureAD', 'Workplace', 'ServerAD'].map((trustType) => (
    { isRegistered: true, isCompliant: isCompliant!, isManaged: isManaged!, trustType, isHybrid: trustType === 'ServerAD' })));
}

/** A device registered elsewhere is seen only with device trust, and a state of it only with trust in that state. */
export function isSeen(person: Person, device: Device): boolean {
  if (!isExternal(person)) return true;
  const seesCompliant = isTrusted(person, 'isCompliantDeviceAccepted');
  const seesHybrid = isTrusted(person, 'isHybridAzureADJoinedDeviceAccepted');
  return (seesCompliant || seesHybrid) && (!device.isCompliant || seesCompliant) && (!device.isHybrid || seesHybrid);
}

function everyAttributes(comparisons: Comparison[]): Record<string, Value>[] {
  const names = [...new Set(comparisons.map(({ attribute }) => attribute))].filter((name) => !DERIVED.has(name));
  return names.reduce<Record<string, Value>[]>((rows, name) => {
    const values = everyValue(name, comparisons.filter(({ attribute }) => attribute === name));
    return rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  }, [{}]);
}

function everyValue(name: string, comparisons: Comparison[]): Value[] {
  const constants = (operator: string) => [...new Set(comparisons.filter((each) => each.operator === operator).flatMap(({ values }) => values))];
  if (COLLECTIONS.has(name)) return [null, ...subsets(constants('contains'))];
  const made = ['', ...constants('startswith')].flatMap((start) => subsets(constants('contains')).flatMap((middle) =>
    ['', ...constants('endswith')].map((end) => [start, ...middle, end].join(GLUE) || GLUE)));
  return [null, ...constants('eq'), ...constants('in'), ...made];
}

function subsets(items: string[]): string[][] {
  return items.reduce<string[][]>((all, item) => [...all, ...all.map((each) => [...each, item])], [[]]);
}
