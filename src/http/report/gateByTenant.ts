import { decodeJwt } from 'jose';
import type { Gate } from './caller.js';

/**
 * Several tenants behind one address. The token only says whose gate is asked; that gate then verifies it for its own tenant.
 * @param gates by tenant id, lower case
 * @param otherwise refuses whoever is of none of them
 */
export function gateByTenant(gates: ReadonlyMap<string | undefined, Gate>, otherwise: Gate): Gate {
  return (request) => (gates.get(claimedTenant(request.headers.authorization)) ?? otherwise)(request);
}

function claimedTenant(authorization: string | undefined): string | undefined {
  try {
    const { tid } = decodeJwt((authorization ?? '').replace(/^Bearer /i, ''));
    return typeof tid === 'string' ? tid.toLowerCase() : '';
  } catch {
    return '';
  }
}
