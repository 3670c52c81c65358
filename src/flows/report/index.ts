import { findingWords } from '../../cards/words.js';
import type { AuditStore, ExceptionStore, ScanStore } from '../../store/types.js';
import { explainAccount, type GroupPath } from '../explain.js';
import type { Scanner } from '../scan.js';
import type { Tickets, TicketQuery } from '../tickets/index.js';
import type { TicketList } from '../tickets/types.js';
import type { Scan } from '../types.js';
import { accountsPage } from './accountsPage.js';
import { auditView } from './audit.js';
import { evidenceView } from './evidenceView.js';
import { exceptionRows } from './exceptions.js';
import { overview } from './overview.js';
import { policiesView } from './policiesView.js';
import type { AccountsPage, AccountsQuery, AccountView, AuditView, Choice, EvidenceView, ExceptionRow, Overview, PoliciesView, ScanFrame, SupposeAnswer, Supposed, Verification } from './types.js';
import { choices, supposeChoices, supposeWords } from './workbench.js';

export { SORTS } from './types.js';
export type * from './types.js';

export interface ReportParts {
  scanner: Pick<Scanner, 'current'>;
  /** What is kept may still be booting. */
  summaries: Promise<Pick<ScanStore, 'summaries'>>;
  audit: Promise<AuditStore>;
  exceptions: Promise<ExceptionStore>;
  tickets: Pick<Tickets, 'list'>;
  groupPath: GroupPath;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Everything the tab reads, of the latest scan. Rejects where no scan could be made, or where the database can't be used. */
export interface Reports {
  frame(): Promise<ScanFrame>;
  overview(): Promise<Overview>;
  accounts(query: AccountsQuery): Promise<AccountsPage>;
  /** Undefined: no account of that id. */
  account(id: string): Promise<AccountView | undefined>;
  policies(): Promise<PoliciesView>;
  choices(): Promise<Choice[]>;
  /** Undefined: one of them is no choice any more. */
  suppose(ids: readonly string[]): Promise<Supposed | undefined>;
  supposeWords(words: string): Promise<SupposeAnswer>;
  tickets(query: TicketQuery): Promise<TicketList>;
  exceptions(): Promise<ExceptionRow[]>;
  /** Undefined: no period. */
  audit(period: string): Promise<AuditView | undefined>;
  verifyAudit(): Promise<Verification>;
  evidence(limit: number): Promise<EvidenceView>;
}

export function createReports({ scanner, summaries, audit, exceptions, tickets, groupPath, now }: ReportParts): Reports {
  const of = async <T>(view: (scan: Scan) => T): Promise<Awaited<T>> => await view(await scanner.current());
  return {
    frame: () => of(frameOf),
    overview: () => of((scan) => overview(scan, summaries, now())),
    accounts: (query) => of((scan) => accountsPage(scan, query)),
    account: (id) => of((scan) => accountView(scan, id, groupPath)),
    policies: () => of(policiesView),
    choices: () => of(choices),
    suppose: (ids) => of((scan) => supposeChoices(scan, ids)),
    supposeWords: (words) => of((scan) => supposeWords(scan, words)),
    tickets: (query) => tickets.list(query),
    exceptions: () => of((scan) => exceptionRows(scan, exceptions, now())),
    audit: (period) => auditView(audit, period, now),
    verifyAudit: async () => (await audit).verify(),
    evidence: (limit) => of((scan) => evidenceView(scan, limit)),
  };
}

function frameOf({ report: { tenant, scannedAt, complete }, isPreliminary }: Scan): ScanFrame {
  return { tenant: tenant.displayName, isDemo: tenant.isDemo, scannedAt, isPreliminary, complete };
}

async function accountView(scan: Scan, id: string, groupPath: GroupPath): Promise<AccountView | undefined> {
  // An id, not a person's words: names are for the search.
  if (!scan.report.accounts.some((account) => account.id === id)) return undefined;
  const result = await explainAccount(scan, id, { groupPath });
  if (result.kind !== 'explained') return undefined;
  const { explanation } = result;
  return { explanation, findings: explanation.account.findings.map((finding) => ({ id: finding.id, words: findingWords(finding.id) })), scannedAt: scan.report.scannedAt };
}
