import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import { readPages } from '../client/pages.js';
import { decodeAccount } from '../decode/account.js';
import { mend } from '../permissions/mend.js';
import type { AccountTable } from './accountTable.js';
import type { Scan } from './scan.js';

/** There is no report: the accounts can't be read at all. The message is one line for a person, with the mend. */
export class ScanError extends Error {
  override readonly name = 'ScanError';
}

/** Reads every account into the table; true when the list is whole. Throws ScanError where not even its first page can be had. */
export async function readUsers(scan: Scan, table: AccountTable): Promise<boolean> {
  try {
    const { complete } = await readWithFallback(scan, table);
    return complete;
  } finally {
    scan.finish('users');
  }
}

async function readWithFallback(scan: Scan, table: AccountTable): Promise<UserPages> {
  const first = await readInto(scan, table, true);
  // The property is undocumented: a cloud that doesn't know it refuses the whole list.
  if (first.pages > 0 || !isBadRequest(first.failure)) return conclude(scan, first);
  return conclude(scan, await readInto(scan, table, false));
}

interface UserPages {
  pages: number;
  complete: boolean;
  failure: unknown;
}

async function readInto(scan: Scan, table: AccountTable, withPerUserMfaState: boolean): Promise<UserPages> {
  const result: UserPages = { pages: 0, complete: true, failure: undefined };
  const onPage = (rows: unknown[]): void => {
    result.pages += 1;
    for (const row of rows) if (!addRow(scan, table, row)) result.complete = false;
    scan.countAccounts(table.accounts.length);
  };
  try {
    await readPages(scan.graph, calls.users(withPerUserMfaState), { onPage });
  } catch (error) {
    result.failure = error;
    result.complete = false;
  }
  return result;
}

function conclude(scan: Scan, result: UserPages): UserPages {
  if (result.failure === undefined) return result;
  if (result.pages === 0) throw new ScanError(mend(calls.users(true), result.failure), { cause: result.failure });
  scan.noteFailure(calls.users(true), result.failure);
  return result;
}

/** False where the row is no account that could be judged: it will be missing from the report, which says so. */
function addRow(scan: Scan, table: AccountTable, row: unknown): boolean {
  try {
    const { account, misread } = decodeAccount(row);
    table.add(account);
    for (const field of misread) noteMisread(scan, field);
    return true;
  } catch (error) {
    scan.noteFailure(calls.users(true), error);
    return false;
  }
}

function noteMisread(scan: Scan, field: string): void {
  const source = field === 'perUserMfaState' ? 'perUserMfaState' : 'users';
  scan.note(source, 'error', `Some accounts came with a value of \`${field}\` that this version doesn't know; it counts as unread.`);
}

const isBadRequest = (error: unknown): boolean => error instanceof GraphError && error.status === 400 && !error.isExpiredPage;
