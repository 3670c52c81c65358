import { exceptionsCard, present, type Presented } from '../../cards/index.js';
import type { AuditStore, ConversationStore, ExceptionRecord, ExceptionStore } from '../../store/types.js';
import { messageOf } from '../deliver/index.js';
import type { Scan } from '../types.js';
import { GAP } from './accepted.js';
import { onSameTerms } from './words.js';

export interface ReviewParts {
  exceptions: Promise<ExceptionStore>;
  conversations: Promise<ConversationStore>;
  audit: Promise<AuditStore>;
  /** The card that asks the owner about what was accepted in one go. */
  present: (exceptions: ExceptionRecord[]) => Presented;
  now: () => number;
  log: (message: string, cause?: unknown) => void;
}

/** Asks one owner: is it still right? */
export function reviewCard({ report: { tenant, accounts } }: Scan, exceptions: ExceptionRecord[], isDemo: boolean): Presented {
  const { accountId, expiresAt, acceptedBy, owner, reason } = exceptions[0]!;
  const { displayName = 'An account that is gone', userPrincipalName = accountId } = accounts.find((account) => account.id === accountId) ?? {};
  const until = expiresAt.slice(0, 10);
  const row = { ids: exceptions.map(({ id }) => id), account: { id: accountId, displayName, userPrincipalName }, findings: exceptions.map(({ finding }) => finding), until, by: acceptedBy.name, owner: owner.name, reason };
  const headline = `An exception that \`${owner.name}\` answers for ends on ${until}`;
  return present(exceptionsCard, { headline, notes: ['Close the gap, accept it anew with a reason, or let it come back.'], rows: [row] }, { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName });
}

const WEEK_MS = 7 * 86_400_000;
const ROWS = 200;

/** Asks the owners of exceptions that end within a week, each once: in their own chat where it is known, else where it was accepted. */
export async function askForReviews(parts: ReviewParts): Promise<void> {
  const moment = new Date(parts.now()).toISOString();
  const exceptions = await parts.exceptions;
  const due = await exceptions.toReview(moment, new Date(parts.now() + WEEK_MS).toISOString());
  for (const group of onSameTerms(due)) {
    const exception = group[0]!;
    const conversationId = (await (await parts.conversations).personalOf(exception.owner.id)) ?? (await acceptedIn(parts, exception));
    const message = conversationId === undefined ? undefined : messageOf({ key: `review:${exception.id}`, conversationId, presented: parts.present(group) }, parts.now());
    const isFirst = await exceptions.askedAbout(group.map(({ id }) => id), moment, message);
    if (isFirst && !message) parts.log(`the owner of the exception \`${exception.id}\` can't be asked: no chat with them is known; it ends on ${exception.expiresAt.slice(0, 10)}`);
  }
}

/** Kept in the audit log, right before the exception itself. */
async function acceptedIn({ audit }: ReviewParts, { accountId, finding, acceptedAt }: ExceptionRecord): Promise<string | undefined> {
  const rows = await (await audit).read({ since: new Date(Date.parse(acceptedAt) - 60_000).toISOString(), limit: ROWS });
  const row = rows.find(({ event, subject, details }) => event === 'exception.accepted' && subject['account'] === accountId && (details as { finding?: string }).finding === (finding || GAP));
  return row?.subject['conversation'];
}
