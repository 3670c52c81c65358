import { sameId, type Scan } from '../flows/index.js';
import type { Log } from './types.js';

/** Who sends an activity, as the channel vouches for it. */
export interface Sender {
  tenantId: string | undefined;
  /** The object id in the tenant; undefined for anybody who has none there. */
  accountId: string | undefined;
}

/** Undefined where the sender may ask, else one sentence why not. */
export type Admission = (sender: Sender) => Promise<string | undefined>;

export const STRANGER = 'I only answer people of the tenant that I watch.';

export const everybody: Admission = () => Promise.resolve(undefined);

export interface PeopleParts {
  current(): Promise<Scan>;
  /** Asks the directory itself; undefined where it knows nobody with this id. */
  find(accountId: string): Promise<{ userType: 'member' | 'guest'; accountEnabled: boolean } | undefined>;
  log: Log;
}

const GUEST = 'I only answer members of this tenant, not guests.';
const UNKNOWN = "I only answer people whose account of this tenant is enabled, and I don't find yours.";
const UNREAD = 'I could not look your account up in the directory just now. Try again in a minute.';

/**
 * Who can sign in without MFA is nobody's business outside the tenant: only its own people may ask, and no guests.
 * The tenant is the one that was scanned, not one that a card or a message names.
 * INVARIANT: whom the scan doesn't know - invited since, or the accounts couldn't be read - the directory has to vouch for.
 */
export function ownPeople({ current, find, log }: PeopleParts): Admission {
  return async ({ tenantId, accountId }) => {
    const { snapshot } = await current();
    if (tenantId?.toLowerCase() !== snapshot.tenant.id.toLowerCase()) return STRANGER;
    if (!accountId) return GUEST;
    const scanned = snapshot.accounts.find(({ id }) => sameId(id, accountId));
    if (scanned?.accountEnabled) return refusalOf(scanned);
    return find(accountId).then(refusalOf, (cause: unknown) => {
      log('an account could not be looked up', cause);
      return UNREAD;
    });
  };
}

function refusalOf(account: { userType: string; accountEnabled: boolean } | undefined): string | undefined {
  if (!account?.accountEnabled) return UNKNOWN;
  return account.userType === 'guest' ? GUEST : undefined;
}
