import { z } from 'zod';

/** A value a person has to mend; the message names the variable and the mend. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(readonly variable: string, problem: string) {
    super(`${variable}: ${problem}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

export const port = z.string().refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535, 'is no port: use a number from 0 to 65535').transform(Number);
export const guid = z.guid('must be an id (`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`): copy it from the app registration in the Entra admin center');
export const domainOrGuid = z.string().regex(/^([0-9a-f-]{36}|[\w-]+(\.[\w-]+)+)$/i, 'must be a tenant id or a verified domain such as `contoso.onmicrosoft.com`');
export const headerValue = z.string().regex(/^[\x21-\x7e]+$/, 'holds a space or a character that no token has: copy it again, without quotes or `Bearer`');
export const secret = headerValue.min(20, 'must be at least 20 characters long: take `openssl rand -hex 24`');

export const graphUrl = z.string().transform((value, context) => {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  const problem = parsed ? graphUrlProblem(parsed) : 'is no address: write it as `https://graph.microsoft.com`';
  if (problem) context.addIssue(problem);
  return value.replace(/\/+$/, '');
});

function graphUrlProblem(parsed: URL): string | undefined {
  if (parsed.search || parsed.hash || parsed.username) return 'must be a plain address: no user, query or fragment';
  if (/\/(v1\.0|beta)\/?$/.test(parsed.pathname)) return 'must not end in a version: leave out `/v1.0`';
  if (parsed.protocol === 'https:') return undefined;
  if (parsed.protocol === 'http:' && isLoopback(parsed.hostname)) return undefined;
  return 'must be https; plain http is only allowed on this machine (127.0.0.1, localhost), because the token travels there';
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

export function url(protocols: string[], mend: string) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), mend);
}

export function read<T>(values: Environment, name: string, schema: z.ZodType<T>): T | undefined {
  if (values[name] === undefined) return undefined;
  const result = schema.safeParse(values[name]);
  if (result.success) return result.data;
  throw new ConfigError(name, result.error.issues[0]!.message);
}

export function needed<T>(values: Environment, name: string, because: string, schema: z.ZodType<T>): T {
  const value = read(values, name, schema);
  if (value === undefined) throw new ConfigError(name, `is missing beside ${because}: set it, or unset ${because.split('=')[0]}`);
  return value;
}

/** Trimmed, and an empty value is an absent one: that is what people mean by `NAME=` in a `.env`. */
export function present(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim() || undefined]);
  return Object.fromEntries(trimmed);
}
