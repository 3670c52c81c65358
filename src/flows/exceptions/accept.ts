import type { ExceptionRecord, Actor, AuditStore, ExceptionStore } from '../../store/types.js';
import type { Asking, Authority } from '../authority.js';
import { resolveAccount } from '../resolveAccounts.js';
import type { Scan } from '../types.js';
import { acceptable } from './accepted.js';

/** The stores may still be booting. */
export interface ExceptionParts {
  exceptions: Promise<ExceptionStore>;
  audit: Promise<AuditStore>;
  authority: Pick<Authority, 'check'>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** What somebody answers for, for how long. All of it comes from a card: nothing is believed. */
export interface AcceptWish {
  accountIds: readonly string[];
  /** `all`: whatever weighs that the scan found about each account. */
  finding: string;
  reason: string;
  /** A name or an address of a member; empty: whoever asks. */
  owner: string;
  /** YYYY-MM-DD, the last day. */
  until: string;
}

export type AcceptOutcome = { kind: 'accepted'; exceptions: ExceptionRecord[]; without: number } | { kind: 'refused'; because: string };

export const LONGEST_DAYS = 180;
export const MOST_ACCOUNTS = 20;
const SHORTEST_REASON = 5;
const LONGEST_REASON = 500;
const DAY = 86_400_000;

/** Keeps that an authorised person accepts findings for a while. No verdict changes by it. */
export async function acceptFindings(parts: ExceptionParts, scan: Scan, { asking, conversationId, wish }: { asking: Asking; conversationId: string; wish: AcceptWish }): Promise<AcceptOutcome> {
  const allowed = await parts.authority.check(asking, 'enforce');
  if (!allowed.allowed) return refuse(parts, allowed.actor, wish, allowed.because);
  const problem = problemWith(wish, parts.now());
  const owner = ownerOf(scan, wish.owner, allowed.actor);
  if (problem ?? (typeof owner === 'string')) return { kind: 'refused', because: problem ?? (owner as string) };
  const chosen = pairs(scan, wish);
  if (chosen.length === 0) return { kind: 'refused', because: 'Nothing like that is found about this account any more: scan again.' };
  const kept = { reason: wish.reason.trim(), owner: owner as Actor, acceptedBy: allowed.actor, expiresAt: endOf(wish.until) };
  const exceptions: ExceptionRecord[] = [];
  for (const { accountId, finding } of chosen) {
    // Told before it is so: after a crash in between it is told for nothing, never not at all.
    await (await parts.audit).append({ actor: allowed.actor, event: 'exception.accepted', subject: { account: accountId, conversation: conversationId }, details: { finding, ...kept } });
    exceptions.push(await (await parts.exceptions).accept({ accountId, finding, ...kept }));
  }
  return { kind: 'accepted', exceptions, without: wish.accountIds.length - new Set(chosen.map(({ accountId }) => accountId)).size };
}

async function refuse({ audit }: ExceptionParts, actor: Actor, wish: AcceptWish, because: string): Promise<AcceptOutcome> {
  await (await audit).append({ actor, event: 'exception.refused', subject: { account: String(wish.accountIds[0] ?? '').slice(0, 64) }, details: { because } });
  return { kind: 'refused', because };
}

function problemWith({ reason, until, accountIds }: AcceptWish, now: number): string | undefined {
  const length = reason.trim().length;
  if (length < SHORTEST_REASON) return 'Say why: whoever reads it in half a year has to understand it.';
  if (length > LONGEST_REASON) return `The reason is longer than ${LONGEST_REASON} characters: say it in short, and put the rest into a ticket.`;
  if (accountIds.length > MOST_ACCOUNTS) return `At most ${MOST_ACCOUNTS} accounts can be accepted at once: an exception is for single accounts.`;
  return dateProblem(until, now);
}

/** The last day that may be chosen. */
export const lastDay = (now: number): string => new Date(now + LONGEST_DAYS * DAY).toISOString().slice(0, 10);

function dateProblem(until: string, now: number): string | undefined {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until)) && new Date(until).toISOString().startsWith(until);
  if (!isDay) return 'Say until when, as a date.';
  if (until < new Date(now).toISOString().slice(0, 10)) return 'The last day is in the past.';
  return until > lastDay(now) ? `An exception lasts at most ${LONGEST_DAYS} days: until ${lastDay(now)}. It can be accepted again then.` : undefined;
}

const endOf = (day: string): string => `${day}T23:59:59.000Z`;

function ownerOf(scan: Scan, words: string, actor: Actor): Actor | string {
  if (words.trim() === '') return actor;
  const found = resolveAccount(scan, words.trim(), { context: {} });
  if (found.kind === 'resolved') return isGuest(scan, found.account.id) ? `\`${words}\` is a guest, and I answer no guests: name a member of this tenant.` : { id: found.account.id, name: found.account.displayName };
  return found.kind === 'ambiguous' ? `\`${words}\` fits ${found.candidates.length} accounts: write the owner's address.` : `I find no account \`${words}\` that could answer for it: write the owner's address.`;
}

const isGuest = ({ report }: Scan, accountId: string): boolean => report.accounts.some(({ id, userType }) => id === accountId && userType === 'guest');

function pairs(scan: Scan, { accountIds, finding }: AcceptWish): { accountId: string; finding: string }[] {
  const wanted = new Set(accountIds);
  return scan.report.accounts.filter(({ id }) => wanted.has(id)).flatMap((account) =>
    acceptable(account).filter((each) => finding === 'all' || each === finding).map((each) => ({ accountId: account.id, finding: each })));
}
