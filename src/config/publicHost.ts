import { z } from 'zod';

/** Names that only this machine or this network answers to (RFC 6761, RFC 6762, RFC 8375). */
const LOCAL = new Set(['localhost', 'local', 'internal', 'arpa', 'test', 'invalid']);
/** Of a public name the last part never begins with a digit: such a host is an IP address, also as `0x7f.1` or `1.2`. */
const TOP_LEVEL = /^[a-z][a-z0-9-]*[a-z0-9]$/;

function isPublic(host: string): boolean {
  const parts = host.split('.');
  const last = parts.at(-1)!;
  return parts.length > 1 && TOP_LEVEL.test(last) && !LOCAL.has(last);
}

/** A host name that Teams can reach, in lower case: it becomes part of ids that are compared letter by letter. */
export const publicHost = z.hostname('must be the public host name, without https:// and path')
  .transform((host) => host.toLowerCase())
  .refine(isPublic, 'must be a public host name such as bot.contoso.com: Teams reaches no IP address and no local name');
