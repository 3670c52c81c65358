import type { Report } from '../../src/engine/index.js';
import { demoPersona, tenantId } from '../../src/demo/index.js';
import type { RunningProduct } from '../bot/product.js';

const DAY_MS = 86_400_000;
const DAYS = 40;

/** A demo tenant with a past: a month of scans, tickets, an exception and a change of policy that was undone. */
export async function withPast({ app }: RunningProduct): Promise<void> {
  const store = await app.store;
  const { snapshot, report } = app.scanner.latest()!;
  const scans = store.scans(tenantId);
  for (let day = DAYS; day > 0; day -= 1) {
    const scannedAt = new Date(Date.parse(report.scannedAt) - day * DAY_MS).toISOString();
    await scans.save({ snapshot: { ...snapshot, scannedAt, accounts: [] }, summary: asOf(report, day) }, Date.parse(scannedAt));
  }
  const open = report.accounts.filter(({ verdict }) => verdict === 'nonCompliant');
  const press = (verb: string, data: object) => app.bot.press(verb, data, { conversationId: 'tab:past', personId: demoPersona.aadObjectId, accountId: demoPersona.aadObjectId, tenantId, name: demoPersona.displayName })!.run();
  await press('ticket', { accounts: open.slice(0, 6).map(({ id }) => id) });
  const me = { id: demoPersona.aadObjectId, name: demoPersona.displayName };
  await store.exceptions(tenantId).accept({
    accountId: open[0]!.id, finding: 'emergency-account', reason: 'Break glass, sealed envelope, tested each quarter', owner: me, acceptedBy: me, expiresAt: new Date(Date.now() + 60 * DAY_MS).toISOString(),
  });
}

/** Gaps that were closed little by little. */
function asOf({ summary }: Report, daysAgo: number): Report['summary'] {
  const more = Math.round((daysAgo / DAYS) ** 1.4 * 46) - (daysAgo % 7 === 3 ? 2 : 0);
  const unknown = summary.unknown + (daysAgo % 11 === 5 ? 6 : 0);
  return { ...summary, nonCompliant: summary.nonCompliant + Math.max(0, more), unknown, compliant: summary.compliant - Math.max(0, more) - (unknown - summary.unknown) };
}
