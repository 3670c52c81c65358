import { isTextList, object, type Json } from './json.js';

/** Reads the parts of a policy and writes down each whose type or value it doesn't know; nothing is dropped in silence. */
export class Reading {
  /** Paths of the parts that couldn't be read. */
  readonly misread: string[] = [];

  /** An object; null or absent is an empty one. */
  section(raw: unknown, path: string): Json {
    if (raw === null || raw === undefined) return {};
    const found = object(raw);
    if (!found) this.misread.push(path);
    return found ?? {};
  }

  /** A list of texts; null or absent is an empty one. */
  list(raw: unknown, path: string): string[] {
    if (raw === null || raw === undefined) return [];
    if (isTextList(raw)) return raw;
    this.misread.push(path);
    return [];
  }

  /** Values of an enumeration, as a list or as flags in one comma-separated string; strangers are kept and written down. */
  values(raw: unknown, known: ReadonlySet<string>, path: string): string[] {
    const values = typeof raw === 'string' ? raw.split(',').map((value) => value.trim()).filter(Boolean) : this.list(raw, path);
    this.misread.push(...values.filter((value) => !known.has(value)).map((value) => `${path}: ${value}`));
    return values;
  }

  /** Writes down what a section has besides the known names. */
  only(section: Json, known: ReadonlySet<string>, prefix: string): void {
    this.misread.push(...strangers(section, known).map((name) => prefix + name));
  }
}

/** Names in a section that aren't known and restrict something. */
export function strangers(section: Json, known: ReadonlySet<string>): string[] {
  return Object.entries(section).filter(([name, value]) => isOurs(name) && !known.has(name) && namesSomething(value)).map(([name]) => name);
}

/** OData annotations and actions (`@odata.type`, `#microsoft.graph.restore`) are no conditions. */
export const isOurs = (name: string): boolean => !name.includes('@') && !name.startsWith('#');

/** True where a value restricts anything: null, empty lists and objects of these do not. */
export function namesSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.entries(value).some(([name, each]) => isOurs(name) && namesSomething(each));
  return true;
}
