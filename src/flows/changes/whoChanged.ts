import { DateTime } from 'luxon';
import type { DirectoryAudit } from '../../graph/index.js';
import type { ChangesResult, Scan, TenantChange, VerdictChange } from '../types.js';

type Changes = ChangesResult & { kind: 'changes' };

export interface WhoChangedParts {
  /** The directory's audit log since a moment (ISO 8601), newest first; may reject: then nobody is named, and `isWithoutPeople` says so. */
  readAudits: (since: string) => Promise<DirectoryAudit[]>;
  /** IANA name, for the times that are told. */
  timezone?: string;
}

/** For a card that names nobody though something was changed. */
export const PEOPLE_UNREAD = "Who changed it is unknown: the directory's audit log can't be read.";

/** Names, beside each difference, who made it and when, as far as the directory's audit log tells. Never rejects. */
export async function withPeople(changes: Changes, scan: Scan, { readAudits, timezone = 'utc' }: WhoChangedParts): Promise<Changes> {
  if (changes.events.length === 0 && changes.worse.length === 0) return changes;
  const audits = await readAudits(changes.seenFrom ?? changes.from).catch(() => undefined);
  if (!audits) return { ...changes, isWithoutPeople: true };
  const until = new Date(Date.parse(scan.report.scannedAt) + SLACK_MS).toISOString();
  const past = audits.filter(({ at }) => at <= until);
  const names = new Map(scan.snapshot.accounts.map(({ id, displayName }) => [id, displayName]));
  const told = new Map(changes.events.map((event) => [event.text, attributed(event, past, names, timezone)]));
  const retold = (change: VerdictChange): VerdictChange => ({ ...change, causes: change.causes.map((cause) => told.get(cause) ?? created(cause, change, past, names, timezone)) });
  return {
    ...changes, events: changes.events.map((event) => ({ ...event, text: told.get(event.text)! })),
    worse: changes.worse.map(retold), better: changes.better.map(retold), other: changes.other.map(retold),
  };
}

/** The log's clock and ours are not the same; a scan takes a while, too. */
const SLACK_MS = 120_000;

function attributed({ text, about }: TenantChange, audits: DirectoryAudit[], names: ReadonlyMap<string, string>, zone: string): string {
  return withPerson(text, rowFor(about, audits), names, zone);
}

/** Who made, or took away, the account itself. */
function created(cause: string, { id, before, after }: VerdictChange, audits: DirectoryAudit[], names: ReadonlyMap<string, string>, zone: string): string {
  if (before !== 'absent' && after !== 'absent') return cause;
  return withPerson(cause, rowFor({ ids: [id], activity: before === 'absent' ? /add user|create|invite/i : /delete user/i }, audits), names, zone);
}

/** The row that names most of what the difference is about; of several the newest. */
function rowFor({ ids, activity }: TenantChange['about'], audits: DirectoryAudit[]): DirectoryAudit | undefined {
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  const rank = (row: DirectoryAudit): number => (wanted.size === 0 ? 1 : new Set(row.ids.filter((id) => wanted.has(id))).size);
  const fitting = audits.filter((row) => activity.test(row.activity)).map((row) => ({ row, rank: rank(row) })).filter((each) => each.rank > 0);
  return fitting.toSorted((one, other) => other.rank - one.rank)[0]?.row;
}

function withPerson(text: string, row: DirectoryAudit | undefined, names: ReadonlyMap<string, string>, zone: string): string {
  if (!row) return text;
  const person = (row.byId && names.get(row.byId)) ?? row.by;
  return `${text} (${person ? `by \`${person}\` ` : ''}on ${DateTime.fromISO(row.at, { zone }).setLocale('en-GB').toFormat('d LLLL, HH:mm')}${zone === 'utc' ? ' UTC' : ''})`;
}
