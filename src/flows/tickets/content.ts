import type { AccountReport, Explanation, Finding, FindingId, Severity } from '../../engine/index.js';
import { topicForFinding, topics } from '../../faq/index.js';
import { findingRules } from '../../findings/index.js';
import type { NewTicket } from '../../store/types.js';
import type { TicketDraft } from '../../tickets/types.js';
import type { Ticket, TicketContent, TicketFinding } from './types.js';

const DAY = 86_400_000;
const DUE_DAYS = { high: 3, medium: 10, low: 30 };
const MAX_ALTERNATIVES = 2;
const SEVERITIES: Severity[] = ['high', 'medium', 'low', 'info'];

/** A ticket's content before anything is decided about it. */
export type Said = Omit<TicketContent, 'pending' | 'decidedAt'>;

/** What a ticket about the account says. */
export function describe({ account, repairs }: Explanation, findings: Worth[], scannedAt: string): Said {
  const { id, displayName, userPrincipalName, verdict, witness } = account;
  const ids = findings.flatMap((finding) => (finding.id === 'gap' ? [] : [finding.id]));
  return {
    account: { id, displayName, userPrincipalName }, verdict, findings, witness: witness?.text ?? null,
    steps: [...repairSteps(repairs), ...remedySteps(ids, repairs.length > 0), LAST_STEP], topics: topicsOf(ids), scannedAt,
  };
}

export type Worth = TicketContent['findings'][number];

/** Where an account has a gap, all that was found about it is; else what somebody should still mend. */
export function worthATicket({ verdict, findings, witness }: AccountReport, only: FindingId | undefined): Worth[] {
  const worth = findings.filter(({ id, severity }) => (only ? id === only : verdict === 'nonCompliant' || severity !== 'info'));
  if (worth.length > 0) return worth.map(({ id, severity, detail }: Finding) => ({ id, severity, detail }));
  return verdict === 'nonCompliant' && !only ? [{ id: 'gap', severity: 'high', detail: witness?.text ?? 'At least one sign-in needs no second factor.' }] : [];
}

/** Why there is nothing to write a ticket about. */
export function nothing({ verdict, unknownBecause }: AccountReport): string {
  if (verdict === 'unknown') return `Unknown, and nothing was found to write a ticket about: ${unknownBecause ?? 'something could not be read'}`;
  return verdict === 'blocked' ? 'It cannot sign in: there is nothing to open a ticket about.' : 'It is compliant: there is nothing to open a ticket about.';
}

const LAST_STEP = 'Scan again ("scan now"): once every sign-in is proved to meet MFA, this ticket is closed by itself.';

/** One step: the smallest proved change, and others that would do instead. */
function repairSteps(repairs: Explanation['repairs']): string[] {
  const [first, ...others] = repairs.slice(0, 1 + MAX_ALTERNATIVES).map(({ text }) => text);
  return first === undefined ? [] : [[first, ...others.map((text) => `Or instead: ${text[0]!.toLowerCase()}${text.slice(1)}`)].join(' ')];
}

/** Findings about the person (no method registered) ask for something of their own, whatever closes the gap. */
const PERSONAL = new Set<FindingId>(['not-registered', 'weak-methods', 'app-password-risk', 'service-account', 'emergency-account']);

function remedySteps(ids: FindingId[], isRepaired: boolean): string[] {
  const asked = findingRules.filter(({ id }) => ids.includes(id) && (!isRepaired || PERSONAL.has(id)));
  return [...new Set(asked.map(({ remedy }) => remedy))];
}

function topicsOf(ids: FindingId[]): TicketContent['topics'] {
  const unique = [...new Set(ids.map(topicForFinding))].map((id) => topics.get(id)!);
  return unique.map(({ id, title, today }) => ({ id, title, url: today.flatMap(({ sources }) => sources)[0]?.url ?? '' }));
}

/** The row's own columns, from its content. */
export function headOf({ account, verdict, findings }: Said, now: number): Pick<NewTicket, 'accountId' | 'findings' | 'title' | 'priority' | 'dueAt'> {
  const priority = priorityOf(findings);
  const what = verdict === 'nonCompliant' ? 'can sign in without MFA' : 'needs attention for MFA';
  return {
    accountId: account.id, findings: findings.map(({ id }) => id), priority, dueAt: new Date(now + DUE_DAYS[priority] * DAY).toISOString(),
    title: `${account.displayName} (${account.userPrincipalName}) ${what}`,
  };
}

function priorityOf(findings: Worth[]): NewTicket['priority'] {
  const worst = Math.min(...findings.map(({ severity }) => SEVERITIES.indexOf(severity)));
  return (['high', 'medium', 'low', 'low'] as const)[worst]!;
}

/** What the ticket system is told. The key is the row's id: for ever the same. */
export function draftOf({ id, number, title, priority, dueAt, content }: Ticket): TicketDraft {
  const { account, findings, witness, steps, topics: read } = content;
  const paragraphs = [
    { heading: 'Account', lines: [`${account.displayName} (${account.userPrincipalName})`, `Ticket ${number} of the MFA bot`] },
    { heading: 'What was found', lines: findings.map(({ detail }) => detail) },
    { heading: 'A sign-in that passes without a second factor', lines: witness ? [witness] : [] },
    { heading: 'What to do', lines: steps.map((step, index) => `${index + 1}. ${step}`) },
    { heading: 'Read more', lines: read.map(({ title: topic, url }) => (url ? `${topic}: ${url}` : topic)) },
  ];
  return { key: id, title, paragraphs: paragraphs.filter(({ lines }) => lines.length > 0), priority, dueAt, account };
}

export const sharesFinding = (one: readonly string[], other: readonly { id: TicketFinding }[]): boolean => other.some(({ id }) => one.includes(id));
