import { findingWords } from '../../cards/index.js';
import type { ExceptionRecord } from '../../store/types.js';

/** "... ; 2 of them accepted for a while": beside the count, never taken off it. */
export function headlineWithAccepted(headline: string, accepted: number): string {
  if (accepted === 0) return headline;
  return `${headline} (${accepted === 1 ? '1 of them is' : `${accepted} of them are`} accepted for a while)`;
}

/** What was accepted in one go: several findings of one account on the same terms. */
export function onSameTerms(exceptions: readonly ExceptionRecord[]): ExceptionRecord[][] {
  const groups = new Map<string, ExceptionRecord[]>();
  for (const each of exceptions) {
    const key = JSON.stringify([each.accountId, each.expiresAt, each.reason, each.owner.id, each.acceptedBy.id]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** All that is accepted about an account: "a location is left out, only phone methods registered: accepted until ...". */
export function acceptedLine(exceptions: readonly ExceptionRecord[]): string {
  return onSameTerms(exceptions).map((group) => `${group.map(({ finding }) => findingWords(finding)).join(', ')}: ${acceptedWords(group[0]!)}`).join('; ');
}

/** "accepted until 2027-01-31 by `Dana Whitfield`, because ...". */
export function acceptedWords({ expiresAt, acceptedBy, owner, reason }: ExceptionRecord): string {
  const answers = owner.id === acceptedBy.id ? '' : `, \`${owner.name}\` answers for it`;
  return `accepted until ${expiresAt.slice(0, 10)} by \`${acceptedBy.name}\`${answers}, because: ${reason}`;
}
