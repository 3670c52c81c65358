import assert from 'node:assert/strict';
import type { DemoTenant } from '../../src/demo/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { all, ask, eventual, Fixture } from './support.js';

const names = (items: { displayName: string }[]) => items.map(({ displayName }) => displayName);

describe('demo tenant: directory', () => {
  const fixture = new Fixture();
  let tenant: DemoTenant;
  before(async () => {
    tenant = await fixture.start({ pageSize: 60 });
  });
  after(() => fixture.end());

  it('lists every account once, over pages with opaque tokens', async () => {
    const first = await ask(tenant, '/v1.0/users?$top=999&$select=id,displayName');
    assert.equal(first.body.value.length, 60);
    assert.match(first.body['@odata.nextLink'], /\/v1\.0\/users\?.*\$skiptoken=[\w-]+$/);
    const users = await all(tenant, '/v1.0/users?$top=999&$select=id');
    assert.equal(users.length, 250);
    assert.equal(new Set(users.map(({ id }) => id)).size, 250);
  });

  it('answers the default properties without $select, and only the selected ones with it', async () => {
    const byDefault = await ask(tenant, '/v1.0/users/bob.lavoie@borealis.example');
    assert.equal(byDefault.body.displayName, 'Bob Lavoie');
    assert.equal('accountEnabled' in byDefault.body, false);
    assert.equal('perUserMfaState' in byDefault.body, false);
    const selected = await ask(tenant, `/v1.0/users/${accountId('ginette')}?$select=id,accountEnabled,perUserMfaState`);
    assert.deepEqual(Object.keys(selected.body).toSorted(), ['@odata.context', 'accountEnabled', 'id', 'perUserMfaState']);
    assert.equal(selected.body.perUserMfaState, 'enforced');
  });

  it('refuses a property that users do not have', async () => {
    const { status, body } = await ask(tenant, '/v1.0/users?$select=id,isMfaRegistered');
    assert.equal(status, 400);
    assert.equal(body.error.code, 'Request_BadRequest');
    assert.match(body.error.message, /isMfaRegistered/);
  });

  it('filters, and keeps the filter over pages', async () => {
    const guests = await all(tenant, "/v1.0/users?$filter=userType eq 'Guest'&$top=5&$select=userType");
    assert.equal(guests.length, 12);
    assert.ok(guests.every(({ userType }) => userType === 'Guest'));
    const disabled = await all(tenant, "/v1.0/users?$filter=accountEnabled eq false and startsWith(userPrincipalName,'salle')&$select=id");
    assert.equal(disabled.length, 2);
  });

  it('refuses a page larger than 999, and than 500 with signInActivity', async () => {
    assert.equal((await ask(tenant, '/v1.0/users?$top=1000')).body.error.code, 'Request_UnsupportedQuery');
    assert.equal((await ask(tenant, '/v1.0/users?$top=999&$select=id,signInActivity')).status, 400);
    const { body } = await ask(tenant, '/v1.0/users?$top=500&$select=id,signInActivity');
    assert.ok(body.value[0].signInActivity.lastNonInteractiveSignInDateTime);
  });

  it('answers advanced queries only with ConsistencyLevel and $count=true', async () => {
    const path = "/v1.0/users?$filter=userType ne 'Guest'&$count=true&$select=id";
    assert.equal((await ask(tenant, path)).body.error.code, 'Request_UnsupportedQuery');
    const { body } = await ask(tenant, path, { headers: eventual });
    assert.equal(body['@odata.count'], 238);
    const second = await ask(tenant, body['@odata.nextLink'], { headers: eventual });
    assert.equal('@odata.count' in second.body, false);
    assert.equal((await ask(tenant, body['@odata.nextLink'])).status, 400);
  });

  it('ignores $count=true and refuses /$count without the header', async () => {
    assert.equal('@odata.count' in (await ask(tenant, '/v1.0/users?$count=true')).body, false);
    assert.equal((await ask(tenant, '/v1.0/users/$count')).body.error.code, 'Request_BadRequest');
    assert.equal((await ask(tenant, '/v1.0/users/$count', { headers: eventual })).body, 250);
  });

  it('refuses query options it does not know and filters it cannot read', async () => {
    assert.equal((await ask(tenant, '/v1.0/users?$skip=10')).status, 400);
    assert.equal((await ask(tenant, '/v1.0/users?$filter=userType like 5')).status, 400);
    assert.equal((await ask(tenant, "/v1.0/users?$filter=shoeSize eq '9'")).status, 400);
  });

  it('refuses a token of another list', async () => {
    const { body } = await ask(tenant, '/v1.0/users?$select=id');
    const stolen = new URL(body['@odata.nextLink']).searchParams.get('$skiptoken');
    assert.equal((await ask(tenant, `/v1.0/groups?$skiptoken=${stolen}`)).status, 400);
    assert.equal((await ask(tenant, '/v1.0/users?$skiptoken=garbage')).status, 400);
  });

  it('finds members through nested groups, and the deleted group not at all', async () => {
    const cast = `/v1.0/groups/${groupId('mfaExceptions')}/transitiveMembers/microsoft.graph.user?$select=id&$top=999&$count=true`;
    assert.equal((await ask(tenant, cast)).status, 400);
    const members = await all(tenant, cast, eventual);
    assert.ok(members.some(({ id }) => id === accountId('ticketSync')));
    const direct = await all(tenant, `/v1.0/groups/${groupId('mfaExceptions')}/members`);
    assert.ok(direct.some((each) => each['@odata.type'] === '#microsoft.graph.group' && each.displayName === 'Intégrations'));
    assert.ok(direct.every(({ id }) => id !== accountId('ticketSync')));
    const { excludeGroups } = (await all(tenant, '/v1.0/identity/conditionalAccess/policies'))[0].conditions.users;
    const { status, body } = await ask(tenant, `/v1.0/groups/${excludeGroups.at(-1)}`);
    assert.deepEqual([status, body.error.code], [404, 'Request_ResourceNotFound']);
  });

  it('tells the groups and roles around an account', async () => {
    const ticketSync = `/v1.0/users/${accountId('ticketSync')}`;
    assert.deepEqual(names(await all(tenant, `${ticketSync}/memberOf`)), ['Ticketing connectors']);
    assert.deepEqual(names(await all(tenant, `${ticketSync}/transitiveMemberOf`)), [
      'CA-Exclusions - MFA',
      'Intégrations',
      'Ticketing connectors',
    ]);
    assert.deepEqual(names(await all(tenant, `/v1.0/groups/${groupId('ticketing')}/memberOf`)), ['Intégrations']);
    const roles = await all(
      tenant,
      `/v1.0/users/${accountId('priya')}/transitiveMemberOf/microsoft.graph.directoryRole?$count=true`,
      eventual,
    );
    assert.deepEqual(names(roles), ['Helpdesk Administrator']);
  });

  it('checks memberships through nested groups', async () => {
    const groupIds = [groupId('mfaExceptions'), groupId('breakGlass')];
    const { body } = await ask(tenant, `/v1.0/users/${accountId('ticketSync')}/checkMemberGroups`, { method: 'POST', body: { groupIds } });
    assert.deepEqual(body.value, [groupId('mfaExceptions')]);
  });

  it('names objects by id and leaves unknown ids out', async () => {
    const ids = [accountId('dana'), groupId('helpdeskAdmins'), '00000000-0000-4000-8000-000000000000'];
    const { body } = await ask(tenant, '/v1.0/directoryObjects/getByIds', { method: 'POST', body: { ids, types: ['user', 'group'] } });
    assert.deepEqual(names(body.value), ['Dana Whitfield', 'Role - Helpdesk administrators']);
    const groupsOnly = await ask(tenant, '/v1.0/directoryObjects/getByIds', { method: 'POST', body: { ids, types: ['group'] } });
    assert.equal(groupsOnly.body.value.length, 1);
  });

  it('answers for the person whose token it is', async () => {
    assert.equal((await ask(tenant, '/v1.0/me')).body.displayName, 'Dana Whitfield');
    const roles = await all(tenant, '/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole?$count=true', eventual);
    assert.ok(names(roles).includes('Conditional Access Administrator'));
    assert.equal((await ask(tenant, '/v1.0/me', { token: tenant.tokenFor(accountId('maria')) })).body.displayName, 'Maria Fontaine');
  });
});
