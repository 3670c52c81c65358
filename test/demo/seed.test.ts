import assert from 'node:assert/strict';
import { demoPersona, otherPersonas } from '../../src/demo/index.js';
import { groups, type GroupKey } from '../../src/demo/seed/groups.js';
import { bulkGuid, bulkNumber } from '../../src/demo/seed/ids.js';
import { people } from '../../src/demo/seed/people/index.js';
import { policies } from '../../src/demo/seed/policies.js';
import { assignments, eligibilities } from '../../src/demo/seed/roles.js';
import { Directory } from '../../src/demo/tenant/directory.js';
import { noChanges } from '../../src/demo/tenant/changes.js';
import { View } from '../../src/demo/tenant/view.js';
import { ask, Fixture } from './support.js';

const distinct = (values: unknown[]): number => new Set(values).size;

describe('demo tenant: seed', () => {
  it('has about 250 accounts, each with a name of its own', () => {
    assert.equal(people.length, 250);
    assert.equal(distinct(people.map(({ key }) => key)), people.length);
    assert.equal(distinct(people.map(({ userPrincipalName }) => userPrincipalName.toLowerCase())), people.length);
    assert.equal(people.filter(({ accountEnabled }) => accountEnabled === false).length, 10);
  });

  it('has a name that two share, and one that tries everything', () => {
    assert.equal(people.filter(({ displayName }) => displayName.startsWith('Anna ')).length, 2);
    const hostile = people.find(({ key }) => key === 'hostile')!.displayName;
    for (const trick of ['**', '<img', '${', '{{DATE', '](http', '\u202E', '<at>']) assert.ok(hostile.includes(trick), trick);
  });

  it('gives roles only to accounts and groups that exist', () => {
    const keys = new Set(people.map(({ key }) => key));
    for (const { account, group } of [...assignments, ...eligibilities])
      assert.ok(group ? group in groups : keys.has(account!), account ?? group);
  });

  it('has no empty group and no two policies of one name', () => {
    const view = new View(new Directory(0), noChanges());
    for (const key of Object.keys(groups) as GroupKey[]) assert.ok(view.transitiveMembers(key).length > 0, key);
    assert.equal(distinct(policies.map(({ displayName }) => displayName)), policies.length);
    assert.equal(distinct(policies.map(({ id }) => id)), policies.length);
  });

  it('keeps its ids from one version to the next', () => {
    assert.equal(demoPersona.aadObjectId, 'dbe92d3b-7d76-4016-aab6-ff09c8d4ea95');
    assert.equal(Object.values(otherPersonas).length, 5);
  });
});

describe('demo tenant: 100,000 accounts', () => {
  const fixture = new Fixture();
  after(() => fixture.end());

  it('reads its numbers back from ids', () => {
    for (const n of [0, 1, 4_711, 99_999, 2_000_000]) assert.equal(bulkNumber(bulkGuid(n)), n);
    assert.equal(bulkNumber(demoPersona.aadObjectId), undefined);
  });

  it('finds every account it lists, by id and by name', () => {
    const directory = new Directory(100_000);
    assert.equal(directory.size, 100_000);
    for (const position of [0, 249, 250, 50_000, 99_999]) {
      const account = directory.at(position);
      assert.equal(directory.find(account.id)?.position, position);
      assert.equal(directory.find(account.userPrincipalName.toUpperCase())?.position, position);
    }
    assert.equal(directory.find(bulkGuid(100_000)), undefined);
  });

  it('makes the accounts of a page when the page is asked for', async () => {
    const tenant = await fixture.start({ users: 100_000 });
    const { body } = await ask(tenant, '/v1.0/users?$top=999&$count=true&$select=id,displayName', {
      headers: { ConsistencyLevel: 'eventual' },
    });
    assert.equal(body['@odata.count'], 100_000);
    const second = await ask(tenant, body['@odata.nextLink'], { headers: { ConsistencyLevel: 'eventual' } });
    assert.equal(second.body.value.length, 999);
    assert.equal(distinct([...body.value, ...second.body.value].map(({ id }) => id)), 1_998);
  });
});
