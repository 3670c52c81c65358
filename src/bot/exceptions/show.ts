import { setTimeout as wait } from 'node:timers/promises';
import { exceptionsCard, present, type ExceptionsView } from '../../cards/index.js';
import { byAccount, onSameTerms, withdrawException, type Accepted, type ExceptionParts } from '../../flows/exceptions/index.js';
import { resolveAccount, type Scan } from '../../flows/index.js';
import { notice } from '../replies.js';
import type { Answer, Request } from '../types.js';

type Row = ExceptionsView['rows'][number];
type Exceptions = Awaited<ReturnType<Awaited<ExceptionParts['exceptions']>['inForce']>>;

/** No list waits long for a database that boots: without it every gap is shown as what it is. */
const PATIENCE_MS = 500;

/** What is accepted now, by account. Never rejects. */
export async function acceptedNow({ parts: { daily, now, log } }: Request): Promise<Accepted> {
  const timer = new AbortController();
  const known = daily.exceptions.then((store) => store.inForce(new Date(now()).toISOString())).catch((cause: unknown): Exceptions => (log('accepted exceptions could not be read', cause), []));
  const late = wait(PATIENCE_MS, undefined, { signal: timer.signal }).then((): Exceptions => [], (): Exceptions => []);
  return byAccount(await Promise.race([known, late]).finally(() => timer.abort()));
}

export function rowsOf({ report }: Scan, exceptions: Exceptions): Row[] {
  const accounts = new Map(report.accounts.map((account) => [account.id, account]));
  return onSameTerms(exceptions).map((group) => {
    const { accountId, expiresAt, acceptedBy, owner, reason } = group[0]!;
    const { displayName = 'An account that is gone', userPrincipalName = accountId } = accounts.get(accountId) ?? {};
    return { ids: group.map(({ id }) => id), account: { id: accountId, displayName, userPrincipalName }, findings: group.map(({ finding }) => finding), until: expiresAt.slice(0, 10), by: acceptedBy.name, owner: owner.name, reason };
  });
}

export function showRows(request: Request, headline: string, rows: Row[], notes: string[] = []): Answer {
  return { presented: present(exceptionsCard, { headline, notes, rows }, request.frame()) };
}

/** Everything that is accepted; of one account, where somebody names it. */
export async function showExceptions(request: Request, account?: string): Promise<Answer> {
  const scan = await request.scan();
  const { daily, now } = request.parts;
  const all = await (await daily.exceptions).inForce(new Date(now()).toISOString());
  const meant = account === undefined ? undefined : resolveAccount(scan, account, { context: request.context });
  const shown = meant?.kind === 'resolved' ? all.filter(({ accountId }) => accountId === meant.account.id) : all;
  const rows = rowsOf(scan, shown);
  const headline = rows.length === 0 ? 'Nothing is accepted' : `${rows.length === 1 ? '1 accepted exception' : `${rows.length} accepted exceptions`}`;
  return showRows(request, headline, rows, shown.length === 0 ? ['A gap is accepted from the card that says why.'] : ['They stay gaps and count as such. Soonest to end first.']);
}

export async function withdraw(request: Request, ids: readonly string[]): Promise<Answer> {
  const { parts: { daily, authority, now }, person } = request;
  for (const id of ids) {
    const outcome = await withdrawException({ exceptions: daily.exceptions, audit: daily.audit, authority, now }, person, id);
    if (outcome.kind === 'refused') return notice(request, outcome.because, { headline: 'The exception stays as it is' });
  }
  return showExceptions(request);
}
