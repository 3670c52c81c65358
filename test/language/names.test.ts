import assert from 'node:assert/strict';
import { buildDirectory, matchAccounts, matchName } from '../../src/language/names.js';

const people = [
  ['1', 'Anna Kowalska', 'anna.kowalska@contoso.com'], ['2', 'Bob Smith', 'bob@contoso.com'], ['3', 'Bob Jones', 'bjones@contoso.com'],
  ['4', 'Jürgen Müller', 'jurgen.mueller@contoso.com'], ['5', 'Zoë O\'Brien', 'zoe@contoso.com'], ['6', 'svc-backup', 'svc-backup@contoso.com'],
  ['7', 'Dana Fox', 'dana_fabrikam.com#EXT#@contoso.onmicrosoft.com'], ['8', 'Priya Nair', 'priya.nair@contoso.com'],
].map(([id, displayName, userPrincipalName]) => ({ id: id!, displayName: displayName!, userPrincipalName: userPrincipalName! }));
const directory = buildDirectory(people);
const ids = (query: string): string[] => matchAccounts(directory, query).map(({ id }) => id).toSorted();

describe('names', () => {
  const cases: [string, string[]][] = [
    ['Anna Kowalska', ['1']], ['anna', ['1']], ["anna's", ['1']], ['Kowalska Anna', ['1']], ['ANNA.KOWALSKA@contoso.com', ['1']],
    ['bob', ['2', '3']], ['bob smith', ['2']], ['bjones', ['3']], ['juergen', ['4']], ['jurgen muller', ['4']], ['Jürgen', ['4']], ['zoe', ['5']], ["zoë o'brien", ['5']],
    ['svc-backup', ['6']], ['the account svc-backup', ['6']], ['dana', ['7']], ['pryia', ['8']], ['priya niar', ['8']], ['kowalsk', ['1']], ['nobody', []], ['', []],
    ['user anna', ['1']],
  ];
  for (const [query, expected] of cases) it(`finds \`${query}\``, () => assert.deepEqual(ids(query), expected));

  it('finds policies and locations by code, part and kind word', () => {
    const things = [{ id: 'a', displayName: 'CA005 - Require MFA' }, { id: 'b', displayName: 'Montreal office' }, { id: 'c', displayName: 'Montreal warehouse' }];
    assert.deepEqual(matchName('CA005', things).map(({ id }) => id), ['a']);
    assert.deepEqual(matchName('the Montreal office', things).map(({ id }) => id), ['b']);
    assert.deepEqual(matchName('Montreal', things).map(({ id }) => id), ['b', 'c']);
    assert.deepEqual(matchName('policy CA 005', things).map(({ id }) => id), ['a']);
  });

  it('answers in a directory of 100,000 accounts, typos included', () => {
    const many = Array.from({ length: 100_000 }, (_none, i) => ({ id: `${i}`, displayName: `Person${i} Family${i % 5000}`, userPrincipalName: `p${i}@contoso.com` }));
    const large = buildDirectory(many);
    assert.deepEqual(matchAccounts(large, 'p777@contoso.com').map(({ id }) => id), ['777']);
    assert.equal(matchAccounts(large, 'family4999').length, 20);
    assert.deepEqual(matchAccounts(large, 'person77777 family2777').map(({ id }) => id), ['77777']);
    assert.ok(matchAccounts(large, 'preson99999').some(({ id }) => id === '99999'));
  }).timeout(20_000);
});
