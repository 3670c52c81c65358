import { findingWords } from '../../cards/index.js';
import type { ExceptionRecord } from '../../store/types.js';

/** "... ; 2 of them accepted for a while": beside the count, never taken off it. */
export function headlineWithAccepted(headline: string, accepted: number): string {
  if (accepted === 0) return headline;
  return `${headline} (${accepted === 1 ? '1 of them is' : `${accepted} of them are`} accepted for a while)`;
}

/** With what of the account is accepted: "a location is left out, accepted until ...". */
export const acceptedLine = (exception: ExceptionRecord): string => `${findingWords(exception.finding)}, ${acceptedWords(exception)}`;

/** "accepted until 2027-01-31 by `Dana Whitfield`, because ...". */
export function acceptedWords({ expiresAt, acceptedBy, owner, reason }: ExceptionRecord): string {
  const answers = owner.id === acceptedBy.id ? '' : `, \`${owner.name}\` answers for it`;
  return `accepted until ${expiresAt.slice(0, 10)} by \`${acceptedBy.name}\`${answers}, because: ${reason}`;
}
