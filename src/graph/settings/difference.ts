import { isObject } from '../decode/json.js';
import type { SettingValue } from './types.js';
import { sameValue } from './value.js';

/** In words how what Graph says now differs from what was expected; empty where it doesn't. Policies: part by part, with ids as Graph has them. */
export function differenceBetween(expected: SettingValue, now: SettingValue): string {
  if (sameValue(expected, now)) return '';
  if (!isObject(expected) || !isObject(now)) return `${shown(now)} instead of ${shown(expected)}`;
  return differences('', expected, now).join(', ');
}

function differences(path: string, expected: unknown, now: unknown): string[] {
  if (sameValue(expected, now)) return [];
  if (isObject(expected) && isObject(now)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(now)])];
    return names.flatMap((name) => differences(path === '' ? name : `${path}.${name}`, expected[name], now[name]));
  }
  if (Array.isArray(expected) && Array.isArray(now)) return [`\`${path}\`${listDifference(expected, now)}`];
  return [`\`${path}\` is ${shown(now)} instead of ${shown(expected)}`];
}

function listDifference(expected: unknown[], now: unknown[]): string {
  const beside = (list: unknown[], others: unknown[]) => list.filter((each) => !others.some((other) => sameValue(each, other))).map(shown);
  const [more, fewer] = [beside(now, expected), beside(expected, now)];
  return [more.length > 0 && ` has ${more.join(', ')} more`, fewer.length > 0 && ` lacks ${fewer.join(', ')}`].filter(Boolean).join(' and');
}

const shown = (value: unknown): string => `\`${value === undefined || value === null ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value)}\``;
