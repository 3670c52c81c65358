import type { Account, PerUserMfaState } from '../../engine/index.js';
import { DecodeError, flag, needObject, needText, text, visibleText } from './json.js';

/** `perUserMfaState` is undefined where the service left it out or sent a value nobody knows. */
export interface DecodedAccount {
  account: Account;
  /** Fields that came with an unexpected value and count as unread. */
  misread: string[];
}

const STATES = new Set<unknown>(['disabled', 'enabled', 'enforced']);

/**
 * A user object of Graph v1.0. Throws DecodeError where an account can't be told from others or its type can't be made out:
 * policies address guests and members apart, so a guess could call somebody covered who isn't.
 */
export function decodeAccount(raw: unknown): DecodedAccount {
  const user = needObject(raw, 'an account');
  const misread: string[] = [];
  const userPrincipalName = needText(user, 'userPrincipalName');
  return {
    misread,
    account: {
      id: needText(user, 'id'),
      userPrincipalName,
      displayName: visibleText(user['displayName']) ?? userPrincipalName,
      mail: text(user['mail']),
      userType: decodeUserType(user['userType'], userPrincipalName),
      accountEnabled: decodeEnabled(user['accountEnabled'], misread),
      perUserMfaState: decodePerUserMfaState(user['perUserMfaState'], misread),
      onPremisesSyncEnabled: flag(user['onPremisesSyncEnabled']) ?? false,
      isResourceAccount: flag(user['isResourceAccount']) ?? false,
      createdDateTime: text(user['createdDateTime']),
      isMfaRegistered: undefined,
      methodsRegistered: undefined,
    },
  };
}

export function decodePerUserMfaState(raw: unknown, misread: string[]): PerUserMfaState | undefined {
  if (STATES.has(raw)) return raw as PerUserMfaState;
  if (raw !== undefined && raw !== null) misread.push('perUserMfaState');
  return undefined;
}

/** Null on accounts that are older than guests: those are members, unless they come from elsewhere. */
function decodeUserType(raw: unknown, userPrincipalName: string): Account['userType'] {
  if ((raw === null || raw === undefined) && !/#EXT#/i.test(userPrincipalName)) return 'member';
  const type = text(raw)?.toLowerCase();
  if (type === 'member' || type === 'guest') return type;
  throw new DecodeError('`userType` is neither Member nor Guest');
}

/** Only a clear "false" proves that an account can't sign in. */
function decodeEnabled(raw: unknown, misread: string[]): boolean {
  if (typeof raw !== 'boolean') misread.push('accountEnabled');
  return raw !== false;
}
