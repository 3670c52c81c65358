import { setTimeout as wait } from 'node:timers/promises';
import { accountPage, noticeCard, present, type Presented } from '../cards/index.js';
import { topics, type TopicId } from '../faq/index.js';
import { searchAccounts, searchTopics, type AccountRow, type Scan } from '../flows/index.js';
import { failed } from './failure.js';
import { frameOf } from './request.js';
import type { Search } from './searches.js';
import type { TurnParts } from './types.js';

/** One hit: what the list shows, what is posted, and the button whose answer is the whole of it. */
export interface Hit {
  title: string;
  subtitle: string;
  posted: Presented;
  verb: 'explain' | 'answer';
  data: object;
}

/** Hits, or a sentence why there are none. */
export type SearchOutcome = { hits: Hit[] } | { sentence: string };

/** As many as Teams lists at a time. */
const MOST = 25;
/** Teams waits five seconds for a search. */
const PATIENCE_MS = 2_500;

/** Never rejects. */
export async function search(parts: TurnParts, id: Search['id'], words: string): Promise<SearchOutcome> {
  try {
    return id === 'accounts' ? await accounts(parts, words) : await faqTopics(parts, words);
  } catch (cause) {
    return { sentence: failed(parts, `searching ${id}`, cause).text.replaceAll('\n', ' ') };
  }
}

async function accounts(parts: TurnParts, words: string): Promise<SearchOutcome> {
  const scan = await soon(parts.scanner.current());
  if (!scan) return { sentence: 'I am still reading the tenant. Try again in a moment.' };
  const rows = searchAccounts(scan, words, MOST);
  if (rows.length > 0) return { hits: rows.map((row) => accountHit(parts, scan, row)) };
  return { sentence: words.trim() ? 'No account has that in its name or address.' : 'No account has a gap or is unknown. Type a name to find one.' };
}

async function soon<T>(booting: Promise<T>): Promise<T | undefined> {
  const tooLong = new AbortController();
  try {
    return await Promise.race([booting, wait(PATIENCE_MS, undefined, { signal: tooLong.signal }).catch(() => undefined)]);
  } finally {
    tooLong.abort();
  }
}

const VERDICTS = { compliant: 'MFA at every sign-in', nonCompliant: 'Can sign in without MFA', unknown: 'Unknown', blocked: 'Cannot sign in' } as const;

function accountHit(parts: TurnParts, scan: Scan, row: AccountRow): Hit {
  const data = { account: row.id };
  const subtitle = `${row.userPrincipalName}: ${VERDICTS[row.verdict]}`;
  const message = `${subtitle}. ${row.reason}`;
  const view = { headline: row.displayName, message, buttons: [{ title: 'Why?', verb: 'explain', data }], page: accountPage(row) };
  return { title: row.displayName, subtitle, posted: present(noticeCard, view, frameOf(parts, scan)), verb: 'explain', data };
}

async function faqTopics(parts: TurnParts, words: string): Promise<SearchOutcome> {
  // Without a database the topics are only in another order.
  const feedback = words.trim() ? undefined : await soon(parts.feedback.catch(() => undefined));
  const tally = (await feedback?.tally()) ?? [];
  const found = searchTopics(words, { language: await parts.language, tally }, MOST);
  if (found.length > 0) return { hits: found.map((id) => topicHit(parts, id, words)) };
  return { sentence: 'I have no answer about that. Try one or two words, such as `trusted IP`.' };
}

function topicHit(parts: TurnParts, id: TopicId, words: string): Hit {
  const { title, answer } = topics.get(id)!;
  const data = { topics: [id], question: words.slice(0, 200) };
  const plain = answer.replace(/\*\*|\[([^\]]*)\]\([^)]*\)/g, '$1');
  const view = { headline: title, message: plain, buttons: [{ title: 'With its sources', verb: 'answer', data }] };
  return { title, subtitle: plain, posted: present(noticeCard, view, frameOf(parts, undefined)), verb: 'answer', data };
}
