import { createScanner } from '../flows/scan.js';
import { judge } from '../findings/index.js';
import { scanJson, toCsv } from '../flows/export.js';
import { writeEvidenceFile } from '../flows/evidence/exportEvidence.js';
import type { Scan, ScanProgress } from '../flows/types.js';
import type { Command } from './command.js';
import { reportText } from './reportText.js';
import { painter } from './terminal.js';
import { chosenTenant, openTenant, TENANT_OPTION } from './tenant.js';

export const scan: Command = {
  name: 'scan',
  usage: 'scan [--json|--csv] [--xlsx FILE] [--tenant ID]',
  help: 'one scan of the configured tenant, with --xlsx also as evidence for auditors; exit status 0: every account compliant or blocked, 1: some are not, 2: no report',
  options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, xlsx: { type: 'string' }, ...TENANT_OPTION },
  failure: 2,
  async run({ options, config, terminal }) {
    const tenant = await openTenant(chosenTenant(config(), options.tenant));
    try {
      const scanner = createScanner({ read: tenant.read, judge, now: Date.now, log: terminal.note });
      const result = await scanner.scan(terminal.isInteractive ? progress(terminal.status) : undefined);
      terminal.status('');
      if (typeof options.xlsx === 'string') await writeXlsx(result, options.xlsx, terminal.note);
      for (const piece of rendered(result, options, terminal.isTerminal)) terminal.print(piece);
      return exitStatus(result);
    } finally {
      await tenant.close();
    }
  },
};

function rendered(result: Scan, options: Record<string, unknown>, isTerminal: boolean): Iterable<string> {
  if (options.json) return scanJson(result.report);
  return [options.csv ? toCsv(result) : reportText(result, painter(isTerminal))];
}

async function writeXlsx(result: Scan, path: string, note: (message: string) => void): Promise<void> {
  const { accounts, sha256 } = await writeEvidenceFile(result, { format: 'xlsx', path, madeAt: new Date().toISOString() });
  note(`${path}: ${accounts} accounts, SHA-256 of the data ${sha256}`);
}

function progress(status: (line: string) => void): (progress: ScanProgress) => void {
  return ({ phase, accounts, done }) => status(`${phase}: ${accounts} accounts, ${done.length} sources read`);
}

/** An account list that is cut short or empty proves nothing, whatever the accounts in it are. */
function exitStatus({ report, snapshot }: Scan): number {
  const { accounts, nonCompliant, unknown } = report.summary;
  return snapshot.accountsComplete && accounts > 0 && nonCompliant + unknown === 0 ? 0 : 1;
}
