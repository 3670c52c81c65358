/**
 * `npm run bench:history`: what a year of history weighs. A tenant of 10,000 accounts (or `npm run bench:history -- 1000`) that drifts,
 * scanned every four hours, thinned out as the product does. Prints the size of the tables on PostgreSQL, of the embedded database's
 * folder, and how long a scan of now and one of a year ago take to read. Exit status 1 where a year weighs more than 50 MB per 10,000 accounts.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account, Snapshot } from '../../src/engine/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import { givenNames, familyNames } from '../../src/demo/seed/people/names.js';
import { postgresPrograms, startPostgres } from '../store/postgres.js';
import { randomOf } from '../support/random.js';
import { rawPolicy, tenant } from '../support/tenant.js';

const ACCOUNTS = Number(process.argv[2] ?? 10_000);
const HOUR = 3_600_000;
const SCAN_EVERY = 4 * HOUR;
const YEAR = 365 * 24 * HOUR;
const POLICIES = 30;
/** Shares of all accounts a week: whose registration changes, and with it mostly the verdict; who leaves, and is followed by somebody new. */
const DRIFT = { changes: 0.01, leaves: 0.003 };
const MOST_MB = 50;
/** Scans that will be thinned out need not be made: what happens in between happens all the same. */
const KEPT_DAYS = { all: 9, daily: 36 };

let random = randomOf(42);

const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const hex = (digits: number): string => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
const METHODS = [['microsoftAuthenticatorPush'], ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'], ['mobilePhone'], []];

let hired = 0;
function somebody(): Account {
  const [given, family] = [pick(givenNames), pick(familyNames)];
  const address = `${given}.${family}${(hired += 1)}@contoso.com`.normalize('NFD').replace(/[^\w.@-]/g, '').toLowerCase();
  const methods = pick(METHODS);
  return {
    id: `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`, userPrincipalName: address, displayName: `${given} ${family}`, mail: address,
    userType: random() < 0.07 ? 'guest' : 'member', accountEnabled: random() < 0.95, perUserMfaState: 'disabled', onPremisesSyncEnabled: random() < 0.8, isResourceAccount: false,
    createdDateTime: new Date(Date.UTC(2016, 0, 1) + Math.floor(random() * 3.1e11 / 1000) * 1000).toISOString(), isMfaRegistered: methods.length > 0, methodsRegistered: methods,
  };
}

/** What happens in some hours. */
function drift(accounts: Account[], hours: number): Account[] {
  const share = (hours * HOUR) / (7 * 24 * HOUR);
  return accounts.map((account) => {
    const chance = random();
    if (chance < DRIFT.leaves * share) return somebody();
    if (chance > (DRIFT.leaves + DRIFT.changes) * share) return account;
    const methods = pick(METHODS);
    return { ...account, isMfaRegistered: methods.length > 0, methodsRegistered: methods };
  });
}

const base = tenant({ policies: Array.from({ length: POLICIES }, (_, index) => rawPolicy({ id: `policy-${index}`, displayName: `CA${index} - Require MFA` }, index)) });
const scanOf = (accounts: Account[], at: number): Snapshot => ({ ...base, accounts, scannedAt: new Date(at).toISOString() });
const summary = { accounts: ACCOUNTS, compliant: ACCOUNTS, nonCompliant: 0, unknown: 0, blocked: 0 };

async function aYear(store: Store): Promise<{ scans: number; saveMs: number; nowMs: number; pastMs: number }> {
  random = randomOf(42);
  const end = Date.UTC(2026, 10, 27);
  let accounts = Array.from({ length: ACCOUNTS }, somebody);
  let saveMs = 0;
  for (let at = end - YEAR; at <= end; at += SCAN_EVERY) {
    accounts = drift(accounts, SCAN_EVERY / HOUR);
    const age = (end - at) / (24 * HOUR);
    const isLastOf = (days: number): boolean => Math.floor((at + SCAN_EVERY) / (days * 24 * HOUR)) > Math.floor(at / (days * 24 * HOUR));
    if (age > KEPT_DAYS.all && !isLastOf(age > KEPT_DAYS.daily ? 7 : 1)) continue;
    const started = performance.now();
    await store.scans('bench').save({ snapshot: scanOf(accounts, at), summary }, at);
    saveMs = performance.now() - started;
  }
  const { rows } = await store.execute('select count(*)::int as scans from scan', []);
  const timed = async (load: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await load();
    return performance.now() - started;
  };
  const nowMs = await timed(() => store.scans('bench').latest());
  const pastMs = await timed(() => store.scans('bench').before(new Date(end - YEAR + 8 * 24 * HOUR).toISOString()));
  return { scans: (rows[0] as { scans: number }).scans, saveMs, nowMs, pastMs };
}

const MB = 1_000_000;
const weightOf = (folder: string): number => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0) / MB;

function report(where: string, size: string, mb: number, { scans, saveMs, nowMs, pastMs }: Awaited<ReturnType<typeof aYear>>): void {
  console.log(`${where}: ${scans} scans of ${ACCOUNTS} accounts in ${size}; kept in ${saveMs.toFixed(0)} ms, read in ${nowMs.toFixed(0)} ms (now) and ${pastMs.toFixed(0)} ms (a year ago)`);
  if (mb > (MOST_MB * ACCOUNTS) / 10_000) process.exitCode = 1;
}

async function onPostgres(): Promise<void> {
  const programs = postgresPrograms();
  if (!programs) return console.log('PostgreSQL: not installed');
  const server = await startPostgres(programs);
  const store = await openStore({ databaseUrl: server.url, dataDir: 'unused', now: Date.now, log: console.error });
  const measured = await aYear(store);
  await store.execute('vacuum full scan', []);
  await store.execute('vacuum full scan_base', []);
  const { rows } = await store.execute(`select pg_total_relation_size('scan') / 1e6 as scan, pg_total_relation_size('scan_base') / 1e6 as base`, []);
  const { scan, base: bases } = rows[0] as { scan: string; base: string };
  const mb = Number(scan) + Number(bases);
  report('PostgreSQL', `${mb.toFixed(1)} MB (scan ${Number(scan).toFixed(1)}, scan_base ${Number(bases).toFixed(1)})`, mb, measured);
  await store.close();
  await server.stop();
}

async function onEmbedded(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-history-'));
  const store = await openStore({ dataDir, now: Date.now, log: console.error });
  const empty = weightOf(dataDir);
  const measured = await aYear(store);
  await store.execute('vacuum full scan', []);
  await store.execute('vacuum full scan_base', []);
  await store.execute('checkpoint', []);
  const { rows } = await store.execute(`select (pg_total_relation_size('scan') + pg_total_relation_size('scan_base')) / 1e6 as mb`, []);
  const mb = Number((rows[0] as { mb: string }).mb);
  await store.close();
  report('embedded', `${mb.toFixed(1)} MB (its folder, with the write-ahead log: ${weightOf(dataDir).toFixed(0)} MB, empty ${empty.toFixed(0)} MB)`, mb, measured);
  rmSync(dataDir, { recursive: true, force: true });
}

await onPostgres();
await onEmbedded();
