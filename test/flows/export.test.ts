import assert from 'node:assert/strict';
import { csvCell, scanJson, toCsv } from '../../src/flows/export.js';
import { ada, aScan, anAccount } from './tenant.js';

describe('exporting a report', () => {
  it('writes RFC 4180, one line an account', () => {
    const csv = toCsv(aScan());
    assert.equal(csv.split('\r\n').length, 7);
    assert.match(csv, /^userPrincipalName,displayName,/);
    assert(csv.endsWith('\r\n'));
  });

  for (const [text, cell] of [
    ['plain', 'plain'], ['a,b', '"a,b"'], ['say "hi"', '"say ""hi"""'], ['two\nlines', '"two\nlines"'], ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"], ['+1', "'+1"], ['-1', "'-1"], ['  =cmd|x', "'  =cmd|x"], ['=a,b', '"\'=a,b"'], ['\t=1', "'\t=1"], ['é', 'é'], ['＝1+1', "'＝1+1"], ['＠SUM(A1)', "'＠SUM(A1)"],
  ] as const) {
    it(`writes ${JSON.stringify(text)} so that no spreadsheet runs it`, () => assert.equal(csvCell(text), cell));
  }

  it('neutralises names of the tenant', () => {
    const scan = aScan({ accounts: [anAccount('evil', { displayName: '=HYPERLINK("http://evil.example","x")' })] });
    assert.match(toCsv(scan), /,"'=HYPERLINK\(""http:/);
  });

  it('filters', () => assert.equal(toCsv(aScan(), 'admins').split('\r\n').length, 3));

  it('prints many accounts, and none, as one JSON document', () => {
    for (const number of [0, 1, 1000, 2345]) {
      const accounts = Array.from({ length: number }, (_, index) => anAccount(`user-${index}`));
      const json = JSON.parse([...scanJson(aScan({ accounts }).report)].join(''));
      assert.deepEqual(json.accounts.map(({ id }: { id: string }) => id), accounts.map(({ id }) => id));
    }
  });

  it('prints exactly the contract as JSON', () => {
    const json = JSON.parse([...scanJson(aScan({ accounts: [ada] }).report)].join(''));
    assert.deepEqual(Object.keys(json), ['tenant', 'scannedAt', 'complete', 'requests', 'timings', 'unavailable', 'summary', 'bars', 'accounts']);
    assert.deepEqual(json.tenant, { id: 'tenant-1', displayName: 'Contoso' });
    assert.deepEqual(Object.keys(json.accounts[0]), [
      'id', 'userPrincipalName', 'displayName', 'userType', 'accountEnabled', 'roles', 'verdict', 'coverage', 'mechanisms', 'findings', 'witness', 'bars',
    ]);
  });
});
