import type { Account } from '../engine/index.js';
import { buildDirectory, matchAccounts, type Directory } from '../language/names.js';
import type { ConversationContext, Filter } from '../language/types.js';
import { listAccounts } from './list.js';
import type { Candidate, ResolvedAccount, Scan } from './types.js';

export interface WhoIsAsking {
  context?: ConversationContext;
  /** The person's own account in the tenant, for `$me`. */
  personAccountId?: string;
}

/** One person's words for an account: a name, an address, an id, `#2`, `$last`, `$me`. */
export function resolveAccount(scan: Scan, query: string, asking: WhoIsAsking = {}): ResolvedAccount {
  const words = query.trim();
  const id = referenceOf(words, asking);
  const candidates = id === undefined ? candidatesFor(scan, words) : candidatesById(scan, id);
  const [account, ...others] = candidates;
  if (!account) return { kind: 'unknown', query };
  return others.length === 0 ? { kind: 'resolved', account } : { kind: 'ambiguous', query, candidates };
}

/** Several, and `$list`; a filter stands for every account of its list. `problems` are the words that fit none or several. */
export function resolveAccounts(
  scan: Scan, request: { accounts?: string[]; filter?: Filter }, asking: WhoIsAsking = {},
): { accountIds: string[]; problems: ResolvedAccount[] } {
  const words = request.accounts ?? [];
  const listed = words.includes('$list') ? (asking.context?.lastList?.accountIds ?? []) : [];
  const filtered = words.length === 0 && request.filter ? listAccounts(scan, { filter: request.filter }).accountIds : [];
  const results = words.filter((each) => each !== '$list').map((each) => resolveAccount(scan, each, asking));
  const resolved = results.flatMap((each) => (each.kind === 'resolved' ? [each.account.id] : []));
  return {
    accountIds: [...new Set([...listed, ...filtered, ...resolved])],
    problems: [...(words.includes('$list') && listed.length === 0 ? [{ kind: 'unknown', query: '$list' } as const] : []), ...results.filter((each) => each.kind !== 'resolved')],
  };
}

/** What `#2`, `$last` and `$me` point to: an account id, '' where they point nowhere, undefined where the words are no reference. */
function referenceOf(words: string, { context, personAccountId }: WhoIsAsking): string | undefined {
  if (words === '$last') return context?.lastAccountId ?? '';
  if (words === '$me') return personAccountId ?? '';
  const place = /^#(\d{1,6})$/.exec(words)?.[1];
  return place === undefined ? undefined : (context?.lastList?.accountIds[Number(place) - 1] ?? '');
}

function candidatesById(scan: Scan, id: string): Candidate[] {
  const account = scan.snapshot.accounts.find((each) => each.id.toLowerCase() === id.toLowerCase());
  return account ? [candidate(account)] : [];
}

/** Built once per scan: on a large tenant the index costs more than a turn may. */
const directories = new WeakMap<Scan, Directory<Account>>();

function candidatesFor(scan: Scan, words: string): Candidate[] {
  const byId = candidatesById(scan, words);
  if (byId.length > 0) return byId;
  const directory = directories.get(scan) ?? buildDirectory(scan.snapshot.accounts);
  directories.set(scan, directory);
  return matchAccounts(directory, words).map(candidate);
}

const candidate = ({ id, displayName, userPrincipalName }: Account): Candidate => ({ id, displayName, userPrincipalName });
