import { z } from 'zod';

/** Whose token it is meant to be: as the channel vouches for the sender. */
export interface Owner {
  accountId: string | undefined;
  tenantId: string | undefined;
}

const claims = z.object({ oid: z.string(), tid: z.string() });

/** `unreadable`: no token of Entra's, or one that doesn't say whose it is. Decoded only: Graph is the one that checks the signature. */
export function tokenOwner(token: string, { accountId, tenantId }: Owner): 'sender' | 'somebodyElse' | 'unreadable' {
  const parsed = claims.safeParse(payload(token));
  if (!parsed.success) return 'unreadable';
  return same(parsed.data.oid, accountId) && same(parsed.data.tid, tenantId) ? 'sender' : 'somebodyElse';
}

const same = (claim: string, expected: string | undefined): boolean => claim.toLowerCase() === expected?.toLowerCase();

function payload(token: string): unknown {
  const [, body, , ...more] = token.split('.');
  if (body === undefined || more.length > 0) return undefined;
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
