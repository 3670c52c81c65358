export type Json = Record<string, unknown>;

/** An answer that doesn't have the documented shape: its source counts as unread. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
}

/** A character that leaves something on the screen: no space, mark, control or format character. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{M}]/u;

export const isObject = (raw: unknown): raw is Json => typeof raw === 'object' && raw !== null && !Array.isArray(raw);
export const object = (raw: unknown): Json | undefined => (isObject(raw) ? raw : undefined);
export const text = (raw: unknown): string | undefined => (typeof raw === 'string' && raw !== '' ? raw : undefined);
/** A name that nobody can see is none. */
export const visibleText = (raw: unknown): string | undefined => (VISIBLE.test(text(raw) ?? '') ? text(raw) : undefined);
export const flag = (raw: unknown): boolean | undefined => (typeof raw === 'boolean' ? raw : undefined);
export const isTextList = (raw: unknown): raw is string[] => Array.isArray(raw) && raw.every((each) => typeof each === 'string');

export function needObject(raw: unknown, what: string): Json {
  if (!isObject(raw)) throw new DecodeError(`${what} is no object`);
  return raw;
}

export function needText(from: Json, name: string): string {
  const value = text(from[name]);
  if (value === undefined) throw new DecodeError(`\`${name}\` is missing or no text`);
  return value;
}

/** A flag that may be null where it inherits. */
export function flagOrNull(from: Json, name: string): boolean | null {
  const value = from[name];
  if (value === null || value === undefined || typeof value === 'boolean') return value ?? null;
  throw new DecodeError(`\`${name}\` is neither true nor false`);
}
