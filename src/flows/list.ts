import type { Filter, FindingFilter } from '../language/types.js';
import type { AccountList, Scan } from './types.js';

export interface ListQuery {
  filter?: Filter;
  finding?: FindingFilter;
  /** 0-based; beyond the last page gives the last. */
  page?: number;
  pageSize?: number;
}

/** Accounts with a gap or an unknown verdict (with a finding filter: those that have the finding), worst first. */
export function listAccounts(_scan: Scan, _query: ListQuery = {}): AccountList {
  throw new Error('not built yet');
}
