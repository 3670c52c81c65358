import type { AccountReport } from '../../engine/index.js';
import type { ExceptionRecord } from '../../store/types.js';

/** Stands in for a finding where an account has a gap that no finding explains. */
export const GAP = 'gap';

export type Accepted = ReadonlyMap<string, ExceptionRecord[]>;

export function byAccount(exceptions: readonly ExceptionRecord[]): Accepted {
  const found = new Map<string, ExceptionRecord[]>();
  for (const exception of exceptions) found.set(exception.accountId, [...(found.get(exception.accountId) ?? []), exception]);
  return found;
}

/** What there is to accept about an account: its findings of weight, or the gap itself. */
export function acceptable({ verdict, findings }: AccountReport): string[] {
  const weighty = findings.filter(({ severity }) => severity !== 'info').map(({ id }) => id);
  const isOpen = verdict === 'nonCompliant' || verdict === 'unknown';
  return weighty.length > 0 || !isOpen ? [...new Set(weighty)] : [GAP];
}

/**
 * Open accounts of which somebody answers for everything that was found.
 * INVARIANT: a finding that nobody accepted, a new one above all, takes the account out: what isn't known to be accepted is not.
 */
export function acceptedAccounts(accounts: readonly AccountReport[], accepted: Accepted): AccountReport[] {
  return accounts.filter((account) => {
    const isOpen = account.verdict === 'nonCompliant' || account.verdict === 'unknown';
    const exceptions = new Set(accepted.get(account.id)?.map(({ finding }) => finding));
    return isOpen && exceptions.size > 0 && acceptable(account).every((finding) => exceptions.has(finding));
  });
}
