import { z } from 'zod';
import { EVIDENCE_FORMATS, KINDS, SORTS, type EvidenceFormat, type Reports, type Right } from '../../flows/index.js';
import type { Caller } from './caller.js';

/** What the routes need beside the reports; everything by argument, because a sibling can't be imported. */
export interface ReportParts {
  reports: Reports;
  /** Presses a button of a card; undefined where nobody knows it. Never rejects. */
  press(verb: string, data: unknown, caller: Caller): Promise<{ card: object; text: string } | undefined>;
  may(caller: Caller): Promise<Record<Right, boolean>>;
  /** What Teams' links need; undefined: no Teams. */
  appId: string | undefined;
  /** Makes the file and records it; `use` gets where it is. */
  exportFile(format: EvidenceFormat, caller: Caller, use: (path: string) => Promise<void>): Promise<void>;
}

export interface Asked {
  query: Record<string, string>;
  body: unknown;
  caller: Caller;
}

/** Something the caller wants that isn't there, or isn't understood: a sentence for the caller. */
export class BadRequest extends Error {
  constructor(message: string, readonly status: 400 | 404 | 409 = 400) {
    super(message);
  }
}

export interface Route {
  method: 'GET' | 'POST';
  path: string;
  run(parts: ReportParts, asked: Asked): Promise<unknown>;
}

const FILTERS = ['all', 'guests', 'service', 'shared', 'members', 'enabled', 'disabled', ...KINDS] as const;
const VERDICTS = ['nonCompliant', 'unknown', 'compliant', 'blocked'] as const;
const WEIGHTS = ['high', 'medium', 'low', 'info'] as const;
const FINDING = z.string().regex(/^[a-z-]{1,40}$/);
const whole = (most: number, usual: number) => z.coerce.number().int().min(0).max(most).default(usual);

const accountsQuery = z.object({
  filter: z.enum(FILTERS).default('all'), verdict: z.enum(VERDICTS).optional(), finding: FINDING.optional(), weight: z.enum(WEIGHTS).optional(), q: z.string().max(200).default(''),
  sort: z.enum(SORTS).default('worst'), down: z.enum(['0', '1']).default('0'), offset: whole(10_000_000, 0), limit: whole(200, 100),
});
const oneAccount = z.object({ id: z.string().min(1).max(128) });
const suppose = z.union([z.strictObject({ ids: z.array(z.string().max(1_000)).min(1).max(50) }), z.strictObject({ words: z.string().min(1).max(400) })]);
const pressed = z.strictObject({ verb: z.string().max(64), data: z.looseObject({}).default({}) });
const ticketQuery = z.object({ filter: z.enum(['open', 'mine', 'closed']).default('open'), page: whole(1_000_000, 0) });
const period = z.object({ period: z.string().max(40).default('P30D') });
const evidenceQuery = z.object({ limit: whole(5_000, 500) });

/** Everything the tab can ask for. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/api/report', run: ({ reports }) => reports.overview() },
  {
    method: 'GET', path: '/api/report/me',
    run: async ({ reports, may, appId }, { caller }) => ({ name: caller.name, accountId: caller.accountId, may: await may(caller), appId: appId ?? null, scan: await reports.frame() }),
  },
  { method: 'GET', path: '/api/report/accounts', run: (parts, asked) => accounts(parts, asked) },
  { method: 'GET', path: '/api/report/account', run: async ({ reports }, { query }) => found(await reports.account(read(oneAccount, query).id), NO_ACCOUNT) },
  { method: 'GET', path: '/api/report/policies', run: ({ reports }) => reports.policies() },
  { method: 'GET', path: '/api/report/choices', run: ({ reports }) => reports.choices() },
  { method: 'POST', path: '/api/report/suppose', run: (parts, asked) => supposed(parts, asked) },
  { method: 'GET', path: '/api/report/tickets', run: ({ reports }, { query, caller }) => reports.tickets({ ...read(ticketQuery, query), personId: caller.accountId.toLowerCase() }) },
  { method: 'GET', path: '/api/report/exceptions', run: ({ reports }) => reports.exceptions() },
  { method: 'GET', path: '/api/report/audit', run: async ({ reports }, { query }) => found(await reports.audit(read(period, query).period), NO_PERIOD, 400) },
  { method: 'GET', path: '/api/report/audit/verify', run: ({ reports }) => reports.verifyAudit() },
  { method: 'GET', path: '/api/report/evidence', run: ({ reports }, { query }) => reports.evidence(read(evidenceQuery, query).limit) },
  { method: 'POST', path: '/api/report/press', run: (parts, asked) => press(parts, asked) },
];

const NO_ACCOUNT = 'There is no such account in the latest scan. It may have been deleted, or the link is of another tenant.';
const NO_PERIOD = '`period` has to be a duration such as `P7D`.';
const GONE = 'One of the ticked changes is no choice any more: the tenant has changed. Load the page again.';
const UNKNOWN_BUTTON = "I don't know this button, or what it carries. Load the page again.";

function accounts({ reports }: ReportParts, { query }: Asked): Promise<unknown> {
  const { filter, verdict, finding, weight, q, sort, down, offset, limit } = read(accountsQuery, query);
  return reports.accounts({ filter, verdict, finding: finding as Parameters<Reports['accounts']>[0]['finding'], weight, words: q, sort, isDescending: down === '1', offset, limit });
}

async function supposed({ reports }: ReportParts, { body }: Asked): Promise<unknown> {
  const asked = read(suppose, body);
  if ('words' in asked) return reports.supposeWords(asked.words);
  return { kind: 'result', result: found(await reports.suppose(asked.ids), GONE, 409) };
}

async function press(parts: ReportParts, { body, caller }: Asked): Promise<unknown> {
  const { verb, data } = read(pressed, body);
  return found(await parts.press(verb, data, caller), UNKNOWN_BUTTON, 400);
}

function found<T>(value: T | undefined, problem: string, status: 400 | 404 | 409 = 404): T {
  if (value === undefined) throw new BadRequest(problem, status);
  return value;
}

export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]!.path.join('.') || 'the request';
  throw new BadRequest(`\`${where.slice(0, 60)}\` isn't as the report expects it. Load the page again.`);
}

export const exportQuery = z.object({ format: z.enum(EVIDENCE_FORMATS) });
