import { findingWords } from '../../cards/words.js';
import type { ExceptionStore } from '../../store/types.js';
import type { Scan } from '../types.js';
import type { ExceptionRow } from './types.js';

/** Findings that somebody answers for, soonest to expire first. An account that is gone is named by its id. */
export async function exceptionRows(scan: Scan, exceptions: Promise<ExceptionStore>, now: number): Promise<ExceptionRow[]> {
  const records = await (await exceptions).inForce(new Date(now).toISOString());
  const wanted = new Set(records.map(({ accountId }) => accountId));
  const accounts = new Map(scan.report.accounts.filter(({ id }) => wanted.has(id)).map((account) => [account.id, account]));
  return records.map(({ id, accountId, finding, reason, owner, acceptedBy, acceptedAt, expiresAt }) => {
    const { displayName, userPrincipalName } = accounts.get(accountId) ?? { displayName: accountId, userPrincipalName: '' };
    return { id, account: { id: accountId, displayName, userPrincipalName }, finding, words: findingWords(finding), reason, owner: owner.name, acceptedBy: acceptedBy.name, acceptedAt, expiresAt };
  });
}
