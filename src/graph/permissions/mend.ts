import { GraphError, TokenError } from '../client/error.js';
import { DecodeError } from '../decode/json.js';
import { grantedAs } from './table.js';

/** One sentence for a person: what went wrong with a read and how to mend it. Built from codes, never from the service's own text. */
export function mend({ source, permission }: { source: string; permission: string }, error: unknown): string {
  if (error instanceof TokenError) return `${capital(error.message)}.`;
  if (error instanceof DecodeError) return `The answer for \`${source}\` is not as documented: ${error.message}; scan again, and report it if it stays.`;
  if (!(error instanceof GraphError)) return `Reading \`${source}\` failed unexpectedly; scan again, and report it if it stays.`;
  if (error.reason === 'licence') return `The tenant's licences don't include \`${source}\` (${answer(error)}).`;
  if (error.status === 401) return `Graph refused the token for \`${source}\` (${answer(error)}); check the credentials, then scan again.`;
  if (error.reason === 'permission') return `Graph refused \`${source}\` (${answer(error)}); grant the permission \`${grantedAs(permission)}\` with admin consent, then scan again.`;
  return `Reading \`${source}\` failed (${answer(error)}); scan again in a few minutes.`;
}

function answer({ status, code, requestId }: GraphError): string {
  return [status || 'no answer', `\`${code}\``, ...(requestId ? [`request id ${requestId}`] : [])].join(', ');
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
