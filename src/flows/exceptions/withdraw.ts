import type { ExceptionRecord } from '../../store/types.js';
import type { Asking } from '../authority.js';
import type { ExceptionParts } from './accept.js';

export type WithdrawOutcome = { kind: 'withdrawn'; exception: ExceptionRecord } | { kind: 'refused'; because: string };

/** Ends an exception before its day; its owner may, and whoever may accept one. */
export async function withdrawException(parts: ExceptionParts, asking: Asking, id: string): Promise<WithdrawOutcome> {
  const store = await parts.exceptions;
  const exception = await store.load(id);
  if (!exception) return { kind: 'refused', because: 'There is no such exception.' };
  const allowed = await parts.authority.check(asking, 'enforce');
  const isOwner = asking.accountId !== undefined && allowed.actor.id === exception.owner.id;
  if (!allowed.allowed && !isOwner) return { kind: 'refused', because: allowed.because };
  await (await parts.audit).append({ actor: allowed.actor, event: 'exception.withdrawn', subject: { account: exception.accountId, exception: id }, details: { finding: exception.finding } });
  return (await store.withdraw(id)) ? { kind: 'withdrawn', exception } : { kind: 'refused', because: 'This exception is not in force any more.' };
}
