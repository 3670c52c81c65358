import { sameId, type Scan } from '../flows/index.js';

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

/**
 * Who can sign in without MFA is nobody's business outside the tenant: only its own people may ask, and no guests.
 * The tenant is the one that was scanned, not one that a card or a message names.
 */
export function ownPeople(current: () => Promise<Scan>): Admission {
  return async ({ tenantId, accountId }) => {
    const { snapshot } = await current();
    if (tenantId?.toLowerCase() !== snapshot.tenant.id.toLowerCase()) return STRANGER;
    const account = snapshot.accounts.find(({ id }) => sameId(id, accountId));
    return !accountId || account?.userType === 'guest' ? 'I only answer members of this tenant, not guests.' : undefined;
  };
}
