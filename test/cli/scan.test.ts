import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant } from '../../src/demo/index.js';
import { refusingGraph, type RefusingGraph } from './refusingGraph.js';
import { run, type Finished } from './run.js';

describe('cli scan', function () {
  this.timeout(60_000);
  let results: Record<'table' | 'json' | 'csv', Finished>;

  before(async () => {
    const [table, json, csv] = await Promise.all([run(['scan']), run(['scan', '--json']), run(['scan', '--csv'])]);
    results = { table, json, csv };
  });

  it('says by its exit status that some accounts are open, and nothing besides the data', () => {
    for (const { status, stderr } of Object.values(results)) assert.deepEqual([status, stderr], [1, '']);
  });

  it('prints the demo tenant as JSON, one verdict an account', () => {
    const report = JSON.parse(results.json.stdout);
    assert.equal(report.accounts.length, report.summary.accounts);
    assert(report.summary.accounts >= 240 && report.summary.nonCompliant > 0 && report.summary.compliant > 0);
    for (const verdict of ['compliant', 'nonCompliant', 'unknown', 'blocked']) {
      assert.equal(report.accounts.filter((account: { verdict: string }) => account.verdict === verdict).length, report.summary[verdict]);
    }
    for (const { verdict, witness } of report.accounts) if (verdict !== 'unknown') assert.equal(witness === null, verdict !== 'nonCompliant', verdict);
    assert.deepEqual(Object.keys(report.bars), ['contract', 'admins', 'claim', 'portals']);
    assert(report.timings.readMs > 0 && report.timings.judgeMs >= 0 && report.requests > 10);
  });

  it('prints a table of at most 100 columns without control characters', () => {
    const lines = results.table.stdout.split('\n');
    assert.deepEqual(lines.filter((line) => [...line].length > 100), []);
    assert.doesNotMatch(results.table.stdout.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
    assert.match(lines[0]!, /\(demo tenant\)/);
    assert.match(lines[2]!, /^\d+ of \d+ accounts can sign in without MFA/);
  });

  it('prints CSV with one line an account', () => {
    const { accounts } = JSON.parse(results.json.stdout).summary;
    assert.equal(results.csv.stdout.split('\r\n').length, accounts + 2);
  });
});

describe('cli scan of a configured Graph', function () {
  this.timeout(60_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-cli-graph-'));
  let demo: DemoTenant;
  let refusing: RefusingGraph;

  before(async () => {
    demo = await startDemoTenant({ dataDir, deniedPermissions: ['AuditLog.Read.All'] });
    refusing = await refusingGraph();
  });
  after(async () => {
    await demo.close();
    refusing.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('reads it over plain http on loopback, and names what it may not read', async () => {
    const { status, stdout } = await run(['scan', '--json'], { env: { GRAPH_BASE_URL: demo.baseUrl, GRAPH_ACCESS_TOKEN: demo.token } });
    const report = JSON.parse(stdout);
    assert.equal(status, 1);
    assert.deepEqual(report.unavailable.map(({ source, reason }: { source: string; reason: string }) => [source, reason]), [['userRegistrationDetails', 'permission']]);
    assert.match(report.unavailable[0].detail, /AuditLog\.Read\.All/);
  });

  it('ends with one line and status 2 where there is no report', async () => {
    const { status, stdout, stderr } = await run(['scan', '--json'], { env: { GRAPH_BASE_URL: refusing.url, GRAPH_ACCESS_TOKEN: 'expired' } });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^[^\n]+\n$/);
    assert.match(stderr, /token|credentials/);
  });

  it('names the variable that is wrong', async () => {
    const { status, stderr } = await run(['scan'], { env: { GRAPH_BASE_URL: 'http://graph.example', GRAPH_ACCESS_TOKEN: 'x' } });
    assert.equal(status, 2);
    assert.match(stderr, /^GRAPH_BASE_URL: must be https; .+\n$/);
  });
});
