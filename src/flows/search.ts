import type { AccountReport, Report } from '../engine/index.js';
import { TOPIC_IDS, topics, type TopicId } from '../faq/index.js';
import { fold } from '../language/text/normalise.js';
import type { Language } from '../language/types.js';
import { toRow, worstFirst } from './accounts.js';
import { listAccounts } from './list.js';
import { resolveAccount } from './resolveAccounts.js';
import type { AccountRow, Scan } from './types.js';

/** What begins a name is meant more often than what stands somewhere in it. */
type Closeness = 0 | 1 | 2;

/** Accounts whose name or address holds every word, closest first, then worst first; with slips where none does. Nothing typed: the worst. */
export function searchAccounts(scan: Scan, words: string, limit: number): AccountRow[] {
  const wanted = wordsOf(words);
  if (wanted.length === 0) return listAccounts(scan, { pageSize: limit }).rows;
  const found = haystack(scan.report).flatMap(({ account, text }) => {
    const closeness = closest(text, wanted);
    return closeness === undefined ? [] : [{ account, closeness }];
  });
  found.sort((one, other) => one.closeness - other.closeness || worstFirst(one.account, other.account));
  const accounts = found.length > 0 ? found.map(({ account }) => account) : misspelt(scan, words);
  return accounts.slice(0, limit).map((account, index) => toRow(account, index + 1));
}

/** Folded once per report: each letter that is typed asks again. */
const haystacks = new WeakMap<Report, { account: AccountReport; text: string }[]>();

function haystack(report: Report): { account: AccountReport; text: string }[] {
  const known = haystacks.get(report) ?? report.accounts.map((account) => ({ account, text: ` ${fold(`${account.displayName} ${account.userPrincipalName}`)}` }));
  haystacks.set(report, known);
  return known;
}

function closest(text: string, wanted: string[]): Closeness | undefined {
  if (!wanted.every((word) => text.includes(word))) return undefined;
  if (text.startsWith(` ${wanted[0]}`)) return 0;
  return wanted.every((word) => text.includes(` ${word}`)) ? 1 : 2;
}

function misspelt(scan: Scan, words: string): AccountReport[] {
  const meant = resolveAccount(scan, words);
  const ids = new Set(meant.kind === 'resolved' ? [meant.account.id] : meant.kind === 'ambiguous' ? meant.candidates.map(({ id }) => id) : []);
  return scan.report.accounts.filter(({ id }) => ids.has(id));
}

export interface TopicSearch {
  language: Language;
  /** Votes by topic: what people ask most is what they vote on most. */
  tally: { topic: string; helpful: number; unhelpful: number }[];
}

/** Topics whose title or id holds every word, then those the language takes the words to mean. Nothing typed: those asked most. */
export function searchTopics(words: string, { language, tally }: TopicSearch, limit: number): TopicId[] {
  const wanted = wordsOf(words);
  if (wanted.length === 0) return mostAsked(tally).slice(0, limit);
  const named = TOPIC_IDS.filter((id) => closest(fold(` ${topics.get(id)?.title ?? ''} ${id.replaceAll('-', ' ')}`), wanted) !== undefined);
  const { topics: meant, suggestions } = language.understand(words);
  const known = [...named, ...meant, ...suggestions].filter((id): id is TopicId => (TOPIC_IDS as readonly string[]).includes(id));
  return [...new Set(known)].slice(0, limit);
}

function mostAsked(tally: TopicSearch['tally']): TopicId[] {
  const votes = new Map(tally.map(({ topic, helpful, unhelpful }) => [topic, helpful + unhelpful]));
  return TOPIC_IDS.toSorted((one, other) => (votes.get(other) ?? 0) - (votes.get(one) ?? 0));
}

const wordsOf = (text: string): string[] => fold(text.slice(0, 200)).split(/[\s,;]+/).filter(Boolean);
