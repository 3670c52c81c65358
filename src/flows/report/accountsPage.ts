import type { AccountReport, Report } from '../../engine/index.js';
import { fold } from '../../language/text/normalise.js';
import { reasonOf, toRow, worstFirst } from '../accounts.js';
import { isMeant } from '../kinds.js';
import type { Scan } from '../types.js';
import type { AccountsPage, AccountsQuery, Sort } from './types.js';

/** One window into the accounts as somebody sorts, filters and searches them. */
export function accountsPage(scan: Scan, query: AccountsQuery): AccountsPage {
  const selected = selection(scan, query);
  const offset = Math.min(query.offset, selected.length);
  const rows = selected.slice(offset, offset + query.limit).map((account, index) => toRow(account, offset + index + 1));
  return { scannedAt: scan.report.scannedAt, total: selected.length, offset, rows };
}

interface Kept {
  sorted: Map<Sort, AccountReport[]>;
  /** The latest ones; whoever scrolls asks for the same selection again and again. */
  selected: Map<string, AccountReport[]>;
  texts: Map<AccountReport, string> | undefined;
}

const KEPT_SELECTIONS = 12;
const kept = new WeakMap<Report, Kept>();

function keptFor(report: Report): Kept {
  const known = kept.get(report) ?? { sorted: new Map(), selected: new Map(), texts: undefined };
  kept.set(report, known);
  return known;
}

function selection(scan: Scan, query: AccountsQuery): AccountReport[] {
  const { selected } = keptFor(scan.report);
  const { filter, verdict, finding, weight, words, sort, isDescending } = query;
  const key = JSON.stringify([filter, verdict, finding, weight, words, sort, isDescending]);
  const found = selected.get(key) ?? select(scan, query);
  selected.delete(key);
  selected.set(key, found);
  if (selected.size > KEPT_SELECTIONS) selected.delete(selected.keys().next().value!);
  return found;
}

function select(scan: Scan, { filter, verdict, finding, weight, words, sort, isDescending }: AccountsQuery): AccountReport[] {
  const isOfKind = isMeant(scan, filter);
  const wanted = fold(words.slice(0, 200)).split(/[\s,;]+/).filter(Boolean);
  const texts = wanted.length > 0 ? textsOf(scan.report) : undefined;
  const wantsFinding = finding !== undefined || weight !== undefined;
  const found = sorted(scan.report, sort).filter((account) =>
    isOfKind(account) && (verdict === undefined || account.verdict === verdict) && (!wantsFinding || account.findings.some(({ id, severity }) => (finding ?? id) === id && (weight ?? severity) === severity))
    && (texts === undefined || wanted.every((word) => texts.get(account)!.includes(word))));
  return isDescending ? found.toReversed() : found;
}

/** Folded once per report: each letter that is typed asks again. */
function textsOf(report: Report): Map<AccountReport, string> {
  const keeping = keptFor(report);
  keeping.texts ??= new Map(report.accounts.map((account) => [account, fold(`${account.displayName} ${account.userPrincipalName}`)]));
  return keeping.texts;
}

/** Sorted once per report and order: a large tenant must not be sorted again for each page. */
function sorted(report: Report, sort: Sort): AccountReport[] {
  const orders = keptFor(report).sorted;
  const known = orders.get(sort) ?? (sort === 'worst' ? report.accounts.toSorted(worstFirst) : byText(report.accounts, TEXTS[sort]));
  orders.set(sort, known);
  return known;
}

const TEXTS: Record<Exclude<Sort, 'worst'>, (account: AccountReport) => string> = {
  name: ({ displayName }) => fold(displayName),
  address: ({ userPrincipalName }) => userPrincipalName.toLowerCase(),
  kind: ({ userType, roles, displayName }) => `${userType}${roles.length > 0 ? '0' : '1'}${fold(displayName)}`,
  reason: (account) => `${reasonOf(account)}\u0000${account.displayName}`,
};

/** Plain comparison of texts made once: a locale's collation is a hundred times slower. */
function byText(accounts: AccountReport[], textOf: (account: AccountReport) => string): AccountReport[] {
  const keyed = accounts.map((account) => ({ account, text: textOf(account) }));
  return keyed.toSorted((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text))).map(({ account }) => account);
}
