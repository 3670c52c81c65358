import type { GraphError, TokenError } from '../client/error.js';
import type { Sent } from '../client/write.js';
import type { WriteOutcome } from './types.js';

/** What a write needs: the same permission, delegated and application, and for a person's own rights the least Entra role too. */
export interface WriteRights {
  permission: string;
  /** What Graph wants besides, for it reads what it is about to write. */
  beside?: readonly string[];
  role: string;
}

/** Why Graph refused, where a status or code of this kind of write says more than it does elsewhere; undefined for the rest. */
export type Hint = (error: GraphError) => string | undefined;

/** A write's outcome with one sentence for a person, built from statuses and codes, never from the service's own text. */
export function outcomeOf(sent: Sent, rights: WriteRights, hint: Hint = () => undefined): WriteOutcome {
  if (sent.status === 'done') return { status: 'written', requestId: sent.requestId };
  const { error } = sent;
  if (error.name === 'TokenError') return { status: sent.status, code: 'NoToken', mend: `${sentence(error.message)}; sign in again.`, requestId: undefined };
  const refusal = error as GraphError;
  const mend = sent.status === 'unclear' ? unclear(refusal) : (hint(refusal) ?? refused(refusal, rights));
  return { status: sent.status, code: refusal.code, mend, requestId: refusal.requestId };
}

const unclear = (error: GraphError): string =>
  `The answer of Graph got lost (${said(error)}): the change may be done or not; look what Graph says now before you try again.`;

function refused(error: GraphError, { permission, beside = [], role }: WriteRights): string {
  if (error.status === 401) return `Graph refused the token (${said(error)}); sign in again.`;
  if (error.status === 403) {
    const names = [permission, ...beside].map((name) => `\`${name}\``).join(' and ');
    return `Graph refused the change (${said(error)}): it needs the permission ${names} with admin consent and, with a person's own rights, the role \`${role}\`.`;
  }
  if (error.status === 429 || error.code === 'OutOfTime') return `Graph is throttled and took nothing (${said(error)}); try again in a minute.`;
  if (error.status === 404) return `What was to be changed is gone (${said(error)}); scan again.`;
  return `Graph refused the change (${said(error)}); nothing was written: scan again and look whether it still fits.`;
}

/** For the hints of the kinds, which name the answer alike. */
export function said({ status, code, requestId }: GraphError): string {
  return [status || 'no answer', `\`${code}\``, ...(requestId ? [`request id ${requestId}`] : [])].join(', ');
}

const sentence = (message: TokenError['message']): string => message.charAt(0).toUpperCase() + message.slice(1);
