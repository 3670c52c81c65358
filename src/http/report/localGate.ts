import type { IncomingMessage } from 'node:http';
import type { Admitted, Caller, Gate } from './caller.js';

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/;
const LOCAL_HOST = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/i;
const ELSEWHERE: Admitted = { status: 403, message: 'Without Teams the report opens only on the machine that runs it: use http://127.0.0.1.' };

/**
 * The demo has no secrets and nobody can be verified: whoever sits at this machine is its visitor.
 * A page from elsewhere is kept out, also where its name was made to point here (DNS rebinding).
 */
export function localGate(visitor: Caller): Gate {
  return (request) => Promise.resolve(isFromHere(request) ? { caller: visitor } : ELSEWHERE);
}

function isFromHere({ socket, headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return LOOPBACK.test(socket.remoteAddress ?? '') && LOCAL_HOST.test(headers.host ?? '') && (site === undefined || site === 'same-origin' || site === 'none');
}

/** Nobody gets in, and everybody is told why. */
export const closedGate = (message: string): Gate => () => Promise.resolve({ status: 403, message });
