import type { Account } from '../../engine/index.js';
import * as calls from '../calls.js';
import { BATCH_SIZE, getBatch, type BatchAnswer } from '../client/batch.js';
import { DecodeError, object } from '../decode/json.js';
import { decodePerUserMfaState } from '../decode/account.js';
import type { AccountTable } from './accountTable.js';
import type { Scan } from './scan.js';

const CALL: calls.ReadCall = { source: 'perUserMfaState', permission: 'Policy.Read.All', path: '/$batch', version: 'beta', family: 'directory' };
/** Each part of a batch is throttled on its own: more at once would only be refused. */
const PARALLEL_BATCHES = 4;

/**
 * Where the bulk read left the state out for everybody, asks account by account, 20 to a request.
 * Disabled accounts are left out: they can't sign in whatever their state. Missing on some accounts only: unread for those.
 */
export async function fillPerUserMfa(scan: Scan, table: AccountTable): Promise<void> {
  const { accounts } = table;
  const enabled = accounts.filter(({ accountEnabled }) => accountEnabled);
  if (enabled.length > 0 && accounts.every(({ perUserMfaState }) => perUserMfaState === undefined)) await askEach(scan, enabled);
  else if (enabled.some(({ perUserMfaState }) => perUserMfaState === undefined)) {
    scan.note('perUserMfaState', 'error', 'Some accounts came without their per-user MFA state; it counts as unread for those.');
  }
  scan.finish('perUserMfaState');
}

async function askEach(scan: Scan, accounts: Account[]): Promise<void> {
  const queue = chunks(accounts);
  let isRefused = false;
  const worker = async (): Promise<void> => {
    for (let chunk = queue.shift(); chunk && !isRefused; chunk = queue.shift()) {
      // A refusal of one whole batch is a refusal of all: it is not asked 5,000 times.
      isRefused ||= (await askChunk(scan, chunk)) === 'refused';
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_BATCHES }, worker));
}

async function askChunk(scan: Scan, accounts: Account[]): Promise<'read' | 'refused'> {
  try {
    const answers = await getBatch(scan.graph, 'beta', accounts.map(({ id }) => ({ path: calls.perUserMfaPath(id) })));
    accounts.forEach((account, index) => fill(scan, account, answers[index]!));
    return answers.every((answer) => 'error' in answer && answer.error.reason !== 'error') ? 'refused' : 'read';
  } catch (error) {
    scan.noteFailure(CALL, error);
    return 'refused';
  }
}

function fill(scan: Scan, account: Account, answer: BatchAnswer): void {
  if ('error' in answer) {
    scan.noteFailure(CALL, answer.error);
    return;
  }
  account.perUserMfaState = decodePerUserMfaState(object(answer.body)?.['perUserMfaState'], []);
  if (account.perUserMfaState === undefined) scan.noteFailure(CALL, new DecodeError('`perUserMfaState` has no known value'));
}

function chunks(accounts: Account[]): Account[][] {
  return Array.from({ length: Math.ceil(accounts.length / BATCH_SIZE) }, (_, index) => accounts.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
}
