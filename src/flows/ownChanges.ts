import type { AuditRow, AuditStore } from '../store/types.js';
import { startOf } from './changes/moment.js';
import { countOf } from './headlines.js';

/** One thing this bot did, or was asked to do, as its audit log tells it. */
export interface OwnChange {
  at: string;
  /** Who confirmed it, and who approved. */
  by: string;
  title: string;
  result: 'done' | 'partly' | 'waiting' | 'running' | 'failed';
  planId: string;
  number: number;
}

export interface OwnChanges {
  from: string;
  headline: string;
  changes: OwnChange[];
  ticketsOpened: number;
  ticketsClosed: number;
  /** Presses that were turned away. */
  refused: number;
}

const DEFAULT_PERIOD = 'P7D';
const MOST_ROWS = 5_000;

/** What was changed through this bot in a period (as `changesSince` reads it; a week where none is said). Undefined: the words are no period. */
export async function ownChanges(audit: Promise<AuditStore>, period: string | undefined, { now, timezone }: { now: () => number; timezone?: string }): Promise<OwnChanges | undefined> {
  const from = startOf(period ?? DEFAULT_PERIOD, now(), timezone);
  if (from === undefined) return undefined;
  const rows = await (await audit).read({ since: from, limit: MOST_ROWS });
  const changes = plansIn(rows).flatMap(changeOf).toSorted((one, other) => other.at.localeCompare(one.at));
  const count = (event: string): number => rows.filter((row) => row.event === event).length;
  return { from, changes, headline: headlineOf(changes), ticketsOpened: count('ticket.opened'), ticketsClosed: count('ticket.closed'), refused: count('plan.refused') };
}

function plansIn(rows: AuditRow[]): AuditRow[][] {
  const plans = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const { plan } = row.subject;
    if (plan !== undefined && row.event !== 'plan.refused') plans.set(plan, [...(plans.get(plan) ?? []), row]);
  }
  return [...plans.values()];
}

/** Only what was confirmed: a preview that nobody wanted changed nothing. */
function changeOf(rows: AuditRow[]): OwnChange[] {
  const confirmed = rows.findLast(({ event }) => event === 'plan.confirmed');
  const approved = rows.findLast(({ event }) => event === 'plan.approved');
  const started = approved ?? confirmed;
  if (!started) return [];
  const details = rows.reduce<{ number?: number; title?: string }>((all, row) => ({ ...all, ...(row.details as object) }), {});
  const people = [...new Set([confirmed?.actor.name, approved?.actor.name].filter((name): name is string => Boolean(name)))];
  return [{
    at: started.at, by: people.join(', approved by '), title: details.title ?? `Plan ${details.number}`, number: details.number ?? 0,
    planId: started.subject['plan']!, result: resultOf(rows, approved !== undefined),
  }];
}

function resultOf(rows: AuditRow[], isApproved: boolean): OwnChange['result'] {
  const finished = rows.findLast(({ event }) => event === 'plan.finished');
  if (!finished) return !isApproved && rows.some(({ details }) => 'awaitsApproval' in details) ? 'waiting' : 'running';
  const steps = (finished.details as { steps?: { status: string }[] }).steps ?? [];
  const done = steps.filter(({ status }) => status === 'effective').length;
  if (done === steps.length) return 'done';
  return done > 0 || steps.some(({ status }) => status === 'sent') ? 'partly' : 'failed';
}

function headlineOf(changes: OwnChange[]): string {
  const done = changes.filter(({ result }) => result === 'done' || result === 'partly').length;
  const running = changes.filter(({ result }) => result === 'running').length;
  if (done === 0 && running > 0) return running === 1 ? 'A change is being carried out through me' : `${running} changes are being carried out through me`;
  if (done === 0) return 'Nothing was changed in the tenant through me';
  return `${countOf(done).replace(/ accounts?$/, done === 1 ? ' change' : ' changes')} made in the tenant through me`;
}
