import { z } from 'zod';
import { isLoopback, read, url, type Environment } from './values.js';

/** What a token of Teams has to say before the tab answers it. */
export interface TabConfig {
  /** Accepted audiences beside the bot's app id. */
  audiences: readonly string[];
  /** Who issues the tokens, without a trailing slash. */
  authorityHost: string;
  /** Where the signing keys are; undefined: at the authority's usual address for the tenant. */
  keysUrl: string | undefined;
}

const AUTHORITY_HOST = 'https://login.microsoftonline.com';

export function tabConfig(values: Environment): TabConfig {
  return {
    audiences: read(values, 'TAB_AUDIENCE', audiences) ?? [],
    authorityHost: (read(values, 'AUTHORITY_HOST', url(['https:'], 'must be an https address such as `https://login.microsoftonline.us`')) ?? AUTHORITY_HOST).replace(/\/+$/, ''),
    keysUrl: read(values, 'TAB_KEYS_URL', keysUrl),
  };
}

const audiences = z.string()
  .regex(/^api:\/\/[\w.:/-]+(?:[\s,]+api:\/\/[\w.:/-]+)*$/, 'must be the application id URI of the app registration, such as `api://bot.contoso.com/botid-<app id>`')
  .transform((value) => value.split(/[\s,]+/));

const keysUrl = z.string().refine((value) => {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  return parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
}, 'must be the https address of a JSON Web Key Set');
