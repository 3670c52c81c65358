import type { AccountReport, Report } from '../engine/index.js';
import type { Filter, FindingFilter } from '../language/types.js';
import { count, filterOf, findingTests, toRow, worstFirst } from './accounts.js';
import { listHeadline } from './headlines.js';
import type { AccountList, Scan } from './types.js';

export interface ListQuery {
  filter?: Filter;
  finding?: FindingFilter;
  /** 0-based; beyond the last page gives the last. */
  page?: number;
  pageSize?: number;
}

/** Accounts with a gap or an unknown verdict (with a finding filter: those that have the finding), worst first. */
export function listAccounts(scan: Scan, query: ListQuery = {}): AccountList {
  const { filter = 'all', finding, pageSize = 10 } = query;
  const { listed, population } = selection(scan, filter, finding);
  const pages = Math.max(1, Math.ceil(listed.length / pageSize));
  const page = Math.min(Math.max(0, Math.trunc(query.page ?? 0)), pages - 1);
  const shown = listed.slice(page * pageSize, (page + 1) * pageSize);
  return {
    filter, finding, page, pages, population,
    rows: shown.map((account, index) => toRow(account, page * pageSize + index + 1)),
    accountIds: listed.map((account) => account.id),
    total: listed.length,
    headline: listHeadline(scan.report, { filter, finding, listed, population }),
  };
}

interface Selection {
  listed: AccountReport[];
  population: AccountList['population'];
}

/** Sorted once per report: a page turn on a large tenant must not sort again. */
const selections = new WeakMap<Report, Map<string, Selection>>();

function selection(scan: Scan, filter: Filter, finding: FindingFilter | undefined): Selection {
  const kept = selections.get(scan.report) ?? new Map<string, Selection>();
  selections.set(scan.report, kept);
  const key = `${filter} ${finding ?? ''}`;
  const found = kept.get(key) ?? select(scan, filter, finding);
  kept.set(key, found);
  return found;
}

function select(scan: Scan, filter: Filter, finding: FindingFilter | undefined): Selection {
  const people = scan.report.accounts.filter(filterOf(scan, filter));
  const isListed = finding ? findingTests[finding] : isOpen(filter);
  return { listed: people.filter(isListed).toSorted(worstFirst), population: count(people) };
}

/** Disabled accounts are outside the requirement, so whoever asks for them wants to see them all. */
function isOpen(filter: Filter): (account: AccountReport) => boolean {
  if (filter === 'disabled') return () => true;
  return (account) => account.verdict === 'nonCompliant' || account.verdict === 'unknown';
}
