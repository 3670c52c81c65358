import * as calls from '../calls.js';
import { getBatch } from '../client/batch.js';
import { sendBatch } from '../client/write.js';
import { decodePerUserMfaState } from '../decode/account.js';
import { DecodeError, object } from '../decode/json.js';
import type { SettingKind } from './kind.js';
import { outcomeOf, type WriteRights } from './outcome.js';
import { outcome, readError } from './reading.js';

export const RIGHTS: WriteRights = { permission: 'Policy.ReadWrite.AuthenticationMethod', role: 'Authentication Policy Administrator' };

/** Per-user MFA of accounts, beta only; Graph may turn `enabled` into `enforced` where the person has registered. */
export const perUserMfa: SettingKind<'perUserMfa'> = {
  async read(graph, asked, until) {
    try {
      const answers = await getBatch(graph, 'beta', asked.map(({ ref }) => ({ path: calls.perUserMfaPath(ref.accountId) })), until);
      return await Promise.all(answers.map((answer) => ('error' in answer ? answer : outcome(() => stateIn(answer.body)))));
    } catch (cause) {
      const error = readError(cause);
      return asked.map(() => ({ error }));
    }
  },

  async write(graph, targets, until) {
    const writes = targets.map(({ ref, value }) => ({
      method: 'PATCH' as const, path: calls.perUserMfaPath(ref.accountId), body: { perUserMfaState: value }, isRepeatable: true,
    }));
    const sent = await sendBatch(graph, { family: 'directory', version: 'beta', until }, writes);
    return sent.map((each) => outcomeOf(each, RIGHTS));
  },
};

function stateIn(body: unknown): 'disabled' | 'enabled' | 'enforced' {
  const state = decodePerUserMfaState(object(body)?.['perUserMfaState'], []);
  if (state === undefined) throw new DecodeError('`perUserMfaState` has no known value');
  return state;
}
