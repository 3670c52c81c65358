import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { streamXlsxRows } from 'hucre/xlsx';
import { collectEvidence } from '../../src/flows/evidence/evidence.js';
import { EVIDENCE_FORMATS, writeEvidence, type EvidenceFormat } from '../../src/flows/evidence/writeEvidence.js';
import { listPolicies } from '../../src/flows/policies.js';
import type { Scan } from '../../src/flows/types.js';
import { aScan, anAccount, requireMfa } from './tenant.js';

const MADE = '2026-11-21T09:00:00.000Z';

async function written(scan: Scan, format: EvidenceFormat, madeAt = MADE): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeEvidence(await collectEvidence(scan), format, madeAt)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function sheet(scan: Scan): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const { values } of streamXlsxRows(await written(scan, 'xlsx'))) rows.push(values.map((cell) => String(cell ?? '')));
  return rows;
}

const cellBeside = (rows: string[][], title: string): string | undefined => rows.find(([first]) => first === title)?.[1];

describe('evidence for auditors', () => {
  it('says in every format what was read, how, and what not', async () => {
    const unavailable = [{ source: 'securityDefaults' as const, reason: 'permission' as const, detail: 'Grant `Policy.Read.All`.' }];
    const scan = aScan({ unavailable, securityDefaultsEnabled: undefined });
    const [csv, json, rows] = [(await written(scan, 'csv')).toString(), JSON.parse((await written(scan, 'json')).toString()), await sheet(scan)];
    for (const wanted of ['Contoso', '2026-11-20T08:00:00.000Z', MADE, 'securityDefaults', 'Grant `Policy.Read.All`.', 'CA001 - Require MFA', 'ada@contoso.com']) {
      assert.ok(csv.includes(wanted), `csv lacks ${wanted}`);
      assert.ok(rows.some((row) => row.some((cell) => cell.includes(wanted))), `xlsx lacks ${wanted}`);
      assert.ok(JSON.stringify(json).includes(wanted), `json lacks ${wanted}`);
    }
    assert.ok(json.report.method.length > 2 && json.report.scope.length > 1);
    assert.equal(rows.filter(([cell]) => cell?.endsWith('@contoso.com') || cell?.includes('#EXT#')).length, scan.report.accounts.length);
  });

  it('names each exclusion of a policy, where a card names the first few', async () => {
    const excludeUsers = Array.from({ length: 9 }, (_, index) => `excluded-${index}`);
    const scan = aScan({ policies: [{ ...requireMfa, users: { ...requireMfa.users, excludeUsers } }] });
    const { report } = JSON.parse((await written(scan, 'json')).toString());
    assert.ok(excludeUsers.every((id) => report.policies.policies[0].covers.includes(`\`${id}\``)));
    assert.match(listPolicies(scan).policies![0]!.covers, /`excluded-2` and \d+ more/);
  });

  it('gives a witness or a proof with each verdict', async () => {
    const { accounts } = JSON.parse((await written(aScan(), 'json')).toString());
    for (const { verdict, witness, proof, unknownBecause } of accounts) {
      assert.deepEqual([witness !== null, proof !== null, unknownBecause !== null], [verdict === 'nonCompliant', verdict === 'compliant' || verdict === 'blocked', verdict === 'unknown']);
    }
    assert.equal(accounts.find(({ id }: { id: string }) => id === 'ada').proof, 'Every sign-in meets MFA or a block, by `CA001 - Require MFA`.');
  });

  it('leaves out of the proof what covers nothing by itself', async () => {
    const policies = [{ ...requireMfa, id: 'office', displayName: 'Office only', applications: { ...requireMfa.applications, include: ['Office365'] } }, requireMfa];
    const { accounts } = JSON.parse((await written(aScan({ policies }), 'json')).toString());
    assert.equal(accounts.find(({ id }: { id: string }) => id === 'ada').proof, 'Every sign-in meets MFA or a block, by `CA001 - Require MFA`.');
  });

  it('proves by security defaults and by per-user MFA', async () => {
    const defaults = JSON.parse((await written(aScan({ securityDefaultsEnabled: true, policies: [] }), 'json')).toString()).accounts;
    assert.match(defaults.find(({ id }: { id: string }) => id === 'ada').proof, /Security defaults are on/);
    const perUser = JSON.parse((await written(aScan({ policies: [], accounts: [anAccount('ada', { perUserMfaState: 'enforced' })] }), 'json')).toString()).accounts;
    assert.match(perUser[0].proof, /Per-user MFA is enforced/);
  });

  it('has the fingerprint of its data, the same in every format, whenever it is made', async () => {
    const scan = aScan();
    const { sha256 } = JSON.parse((await written(scan, 'json')).toString());
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.equal(JSON.parse((await written(scan, 'json', '2027-01-01T00:00:00.000Z')).toString()).sha256, sha256);
    assert.equal(cellBeside(await sheet(scan), 'SHA-256'), sha256);
    assert.match((await written(scan, 'csv')).toString(), new RegExp(`^SHA-256,${sha256}\\r$`, 'm'));
    assert.notEqual(JSON.parse((await written(aScan({ requests: 13 }), 'json')).toString()).sha256, sha256);
  });

  it('can be checked with what every system has', async () => {
    const json = await written(aScan(), 'json');
    const { sha256, check } = JSON.parse(json.toString());
    const command = String(check).replace(/^.*run: /, '').replace('FILE', '-');
    assert.equal(execFileSync('sh', ['-c', command], { input: json, encoding: 'utf8' }).split(' ')[0], sha256);
  });

  const HOSTILE = '=HYPERLINK("http://evil.example","x")';
  for (const name of [HOSTILE, '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
    it(`lets no spreadsheet run ${JSON.stringify(name)}`, async () => {
      const scan = aScan({ accounts: [anAccount('evil', { displayName: name })] });
      const cell = (await sheet(scan)).find(([first]) => first === 'evil@contoso.com')?.[1];
      assert.equal(cell?.trim().startsWith("'"), true, cell);
      const csv = (await written(scan, 'csv')).toString();
      assert.ok(csv.includes(`,'${name}`) || csv.includes(`,"'${name.replaceAll('"', '""')}"`));
    });
  }

  it('cuts what is longer than a cell may be', async () => {
    const scan = aScan({ accounts: [anAccount('long', { displayName: 'x'.repeat(40_000) })] });
    assert.equal((await sheet(scan)).find(([first]) => first === 'long@contoso.com')?.[1]?.length, 32_767);
  });

  it('writes a sheet that opens whatever a name holds', async () => {
    const scan = aScan({ accounts: [anAccount('odd', { displayName: 'a\u0001\uFFFE\uD800<&>b' })] });
    const xml = Buffer.from(unzipSync(await written(scan, 'xlsx'))['xl/worksheets/sheet1.xml']!).toString();
    assert.ok(xml.includes('a\uFFFD\uFFFD\uFFFD&lt;&amp;&gt;b'));
  });

  it('writes a tenant without accounts', async () => {
    for (const format of EVIDENCE_FORMATS) assert.ok((await written(aScan({ accounts: [] }), format)).length > 0);
    assert.deepEqual(JSON.parse((await written(aScan({ accounts: [] }), 'json')).toString()).accounts, []);
  });

  it('makes the same bytes of the same scan', async () => {
    for (const format of ['csv', 'json'] as const) {
      const [one, other] = [await written(aScan(), format), await written(aScan(), format)];
      assert.equal(createHash('sha256').update(one).digest('hex'), createHash('sha256').update(other).digest('hex'));
    }
  });
});
