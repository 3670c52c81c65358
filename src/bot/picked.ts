import { z } from 'zod';
import { listAccounts, type Scan } from '../flows/index.js';
import { accountId, listData } from './buttons/data.js';

const MOST = 1_000;

/** Accounts as a card names them. The toggles of its rows arrive beside it, as `pick-<account id>`: `true` or `false`. */
export const pickData = listData.extend({
  accounts: z.array(accountId).max(MOST).optional().catch(undefined),
  scope: z.enum(['ticked', 'shown', 'all']).optional().catch(undefined),
}).catchall(z.unknown());

export interface Picked {
  /** Ids or names as the card brings them: resolved again in the scan. */
  accounts: string[];
  /** Chosen one by one, not as a whole list. */
  isNamed: boolean;
}

export function picked(scan: Scan, data: z.output<typeof pickData>): Picked {
  const { accounts = [], scope, filter, finding, page } = data;
  if (scope === undefined) return { accounts, isNamed: true };
  if (scope === 'ticked') return { accounts: ticked(data), isNamed: true };
  const list = listAccounts(scan, { ...(filter && { filter }), ...(finding && { finding }), page });
  return { accounts: scope === 'shown' ? list.rows.map(({ id }) => id) : list.accountIds.slice(0, MOST), isNamed: false };
}

const PICK = 'pick-';

function ticked(data: Record<string, unknown>): string[] {
  return Object.entries(data).filter(([name, value]) => name.startsWith(PICK) && String(value) === 'true').map(([name]) => name.slice(PICK.length)).slice(0, MOST);
}
