import assert from 'node:assert/strict';
import { otherPersonas, plannerBucket, plannerPlan, type DemoTenant } from '../../src/demo/index.js';
import { groupId, type GroupKey } from '../../src/demo/seed/groups.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import { all, ask, eventual, Fixture, type Answer } from './support.js';

const policies = '/v1.0/identity/conditionalAccess/policies';
const securityDefaults = '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy';
const newPolicy = {
  displayName: 'CA100 - Try',
  state: 'enabledForReportingButNotEnforced',
  conditions: { clientAppTypes: ['all'], applications: { includeApplications: ['All'] }, users: { includeUsers: [accountId('bob')] } },
  grantControls: { operator: 'OR', builtInControls: ['mfa'] },
};

describe('demo tenant: writes', () => {
  let fixture: Fixture;
  let tenant: DemoTenant;
  beforeEach(async () => {
    fixture = new Fixture();
    tenant = await fixture.start();
  });
  afterEach(() => fixture.end());

  const add = (group: GroupKey, account: string, token?: string): Promise<Answer> =>
    ask(tenant, `/v1.0/groups/${groupId(group)}/members/$ref`, {
      method: 'POST',
      body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${accountId(account)}` },
      ...(token && { token }),
    });
  const remove = (group: GroupKey, account: string): Promise<Answer> =>
    ask(tenant, `/v1.0/groups/${groupId(group)}/members/${accountId(account)}/$ref`, { method: 'DELETE' });
  const stateOf = async (key: string): Promise<string> =>
    (await all(tenant, '/v1.0/users?$top=999&$select=id,perUserMfaState')).find(({ id }) => id === accountId(key)).perUserMfaState;
  const patch = (path: string, body: unknown, token = tenant.token): Promise<Answer> => ask(tenant, path, { method: 'PATCH', body, token });
  const isMember = async (group: GroupKey, account: string): Promise<boolean> => {
    const members = await all(
      tenant,
      `/v1.0/groups/${groupId(group)}/transitiveMembers/microsoft.graph.user?$select=id&$count=true`,
      eventual,
    );
    return members.some(({ id }) => id === accountId(account));
  };

  it('sets per-user MFA; `enabled` becomes `enforced` for who has registered', async () => {
    assert.equal((await patch(`/beta/users/${accountId('bob')}/authentication/requirements`, { perUserMfaState: 'enabled' })).status, 204);
    assert.equal(await stateOf('bob'), 'enforced');
    await patch(`/beta/users/${accountId('chloe')}/authentication/requirements`, { perUserMfaState: 'enabled' });
    assert.equal(await stateOf('chloe'), 'enabled');
    assert.equal((await patch(`/beta/users/${accountId('bob')}/authentication/requirements`, { perUserMfaState: 'on' })).status, 400);
  });

  it('takes an account out of a group and puts it back', async () => {
    assert.equal((await remove('ticketing', 'ticketSync')).status, 204);
    assert.equal(await isMember('mfaExceptions', 'ticketSync'), false);
    assert.equal((await remove('ticketing', 'ticketSync')).status, 404);
    assert.equal((await add('ticketing', 'ticketSync')).status, 204);
    assert.equal(await isMember('mfaExceptions', 'ticketSync'), true);
    const again = await add('ticketing', 'ticketSync');
    assert.equal(again.status, 400);
    assert.match(again.body.error.message, /already exist/);
  });

  it('refuses members of dynamic, synchronised and role-assignable groups, and unknown ones', async () => {
    assert.deepEqual(codeOf(await remove('fieldEngineering', 'malik')), [403, 'Authorization_RequestDenied']);
    const synced = await remove('auroreMigration', 'ines');
    assert.equal(synced.status, 400);
    assert.match(synced.body.error.message, /on-premises mastered/);
    assert.equal((await add('breakGlass', 'bob')).status, 403);
    assert.equal((await add('breakGlass', 'bob', tenant.tokenFor(otherPersonas.approver.aadObjectId))).status, 204);
    assert.equal((await add('ticketing', 'nobody')).status, 404);
    assert.equal((await ask(tenant, `/v1.0/groups/${groupId('ticketing')}/members/$ref`, { method: 'POST', body: {} })).status, 400);
  });

  it('lets only holders of a role write', async () => {
    const path = `/beta/users/${accountId('bob')}/authentication/requirements`;
    for (const persona of [otherPersonas.auditor, otherPersonas.helpdesk, otherPersonas.employee, otherPersonas.guest]) {
      assert.equal((await patch(path, { perUserMfaState: 'enforced' }, tenant.tokenFor(persona.aadObjectId))).status, 403);
    }
    assert.equal((await patch(path, { perUserMfaState: 'enforced' }, tenant.tokenFor(otherPersonas.approver.aadObjectId))).status, 204);
  });

  it('patches a policy: sections merge, lists are replaced', async () => {
    const path = `${policies}/${policyId('CA002')}`;
    const before = (await ask(tenant, path)).body;
    const change = { conditions: { locations: { includeLocations: ['All'], excludeLocations: [] } } };
    assert.equal((await patch(path, change)).status, 204);
    const after = (await ask(tenant, path)).body;
    assert.deepEqual(after.conditions.locations.excludeLocations, []);
    assert.deepEqual(after.conditions.users, before.conditions.users);
    assert.notEqual(after.modifiedDateTime, before.modifiedDateTime);
    assert.deepEqual(
      (await all(tenant, policies)).find(({ id }) => id === before.id),
      after,
    );
  });

  it('creates and deletes policies', async () => {
    const made = await ask(tenant, policies, { method: 'POST', body: newPolicy });
    assert.equal(made.status, 201);
    const path = `${policies}/${made.body.id}`;
    const kept = (await ask(tenant, path)).body;
    assert.equal(kept.displayName, 'CA100 - Try');
    assert.equal(kept.conditions.platforms, null);
    assert.deepEqual(kept.conditions.users.excludeUsers, []);
    assert.deepEqual(kept.grantControls.termsOfUse, []);
    assert.equal((await ask(tenant, path, { method: 'DELETE' })).status, 204);
    assert.equal((await ask(tenant, path)).status, 404);
    assert.equal((await ask(tenant, `${policies}/${policyId('CA037')}`, { method: 'DELETE' })).status, 400);
  });

  it('refuses malformed policies by the name of what is wrong', async () => {
    const wrongState = await ask(tenant, policies, { method: 'POST', body: { ...newPolicy, state: 'on' } });
    assert.equal(wrongState.status, 400);
    assert.match(wrongState.body.error.message, /'state'/);
    assert.equal((await ask(tenant, policies, { method: 'POST', body: { ...newPolicy, grantControls: null } })).status, 400);
    assert.equal((await patch(`${policies}/${policyId('CA002')}`, [])).status, 400);
  });

  it('keeps security defaults and enabled policies apart', async () => {
    assert.equal((await patch(securityDefaults, { isEnabled: true })).status, 400);
    for (const { id } of (await all(tenant, policies)).filter(({ state }) => state === 'enabled'))
      await patch(`${policies}/${id}`, { state: 'disabled' });
    assert.equal((await patch(securityDefaults, { isEnabled: true })).status, 204);
    assert.equal((await ask(tenant, securityDefaults)).body.isEnabled, true);
    const enabling = await patch(`${policies}/${policyId('CA001')}`, { state: 'enabled' });
    assert.equal(enabling.status, 400);
    assert.match(enabling.body.error.message, /^Security Defaults is enabled in the tenant\./);
    assert.equal((await ask(tenant, policies, { method: 'POST', body: newPolicy })).status, 201);
  });

  it('revokes sessions', async () => {
    const path = `/v1.0/users/${accountId('bob')}`;
    const before = (await ask(tenant, `${path}?$select=signInSessionsValidFromDateTime`)).body.signInSessionsValidFromDateTime;
    assert.equal((await ask(tenant, `${path}/revokeSignInSessions`, { method: 'POST' })).body.value, true);
    const after = (await ask(tenant, `${path}?$select=signInSessionsValidFromDateTime`)).body.signInSessionsValidFromDateTime;
    assert.ok(after > before);
  });

  it('writes each change into the audit log in the name of the caller, newest first', async () => {
    await remove('ticketing', 'ticketSync');
    await patch(`${policies}/${policyId('CA018')}`, { state: 'enabled' });
    const rows = await all(tenant, '/v1.0/auditLogs/directoryAudits');
    assert.deepEqual(
      rows.map((row) => row.activityDisplayName),
      ['Update conditional access policy', 'Remove member from group'],
    );
    assert.equal(rows[0].initiatedBy.user.displayName, 'Dana Whitfield');
    assert.equal(JSON.parse(rows[0].targetResources[0].modifiedProperties[0].newValue).state, 'enabled');
    const byName = "/v1.0/auditLogs/directoryAudits?$filter=activityDisplayName eq 'Remove member from group'";
    assert.equal((await all(tenant, byName)).length, 1);
  });

  it('leaves no trace of a refused write', async () => {
    await remove('fieldEngineering', 'malik');
    await patch(securityDefaults, { isEnabled: true });
    assert.deepEqual(await all(tenant, '/v1.0/auditLogs/directoryAudits'), []);
  });

  it('keeps Planner tasks, and lets nobody write over a version they have not read', async () => {
    const made = await ask(tenant, '/v1.0/planner/tasks', {
      method: 'POST',
      body: { planId: plannerPlan.id, bucketId: plannerBucket.id, title: 'MFA for Bob' },
    });
    assert.equal(made.status, 201);
    const path = `/v1.0/planner/tasks/${made.body.id}`;
    const write = (etag?: string) =>
      ask(tenant, `${path}/details`, { method: 'PATCH', body: { description: 'why' }, ...(etag && { headers: { 'If-Match': etag } }) });
    assert.equal((await write()).status, 400);
    assert.equal((await write(made.body['@odata.etag'])).status, 204);
    assert.equal((await write(made.body['@odata.etag'])).status, 412);
    assert.equal((await ask(tenant, `${path}/details`)).body.description, 'why');
    assert.equal((await ask(tenant, path)).body.hasDescription, true);
    assert.equal((await ask(tenant, `/v1.0/planner/plans/${plannerPlan.id}/tasks`)).body.value.length, 1);
    assert.equal((await ask(tenant, '/v1.0/planner/tasks', { method: 'POST', body: { title: 'no plan' } })).status, 400);
  });

  it('creates accounts and gives roles, by who may, and keeps both over a restart', async () => {
    const asEtienne = { method: 'POST', token: tenant.tokenFor(otherPersonas.approver.aadObjectId) } as const;
    const user = { displayName: 'Zoe Nouvelle', userPrincipalName: 'zoe@borealis.example' };
    assert.equal((await ask(tenant, '/v1.0/users', { method: 'POST', body: user })).status, 403);
    const { id } = (await ask(tenant, '/v1.0/users', { ...asEtienne, body: user })).body as { id: string };
    assert.equal((await ask(tenant, '/v1.0/users', { ...asEtienne, body: user })).status, 400);
    const role = { principalId: id, roleDefinitionId: 'fe930be7-5e62-47db-91af-98c3a49a38b1', directoryScopeId: '/' };
    assert.equal((await ask(tenant, '/v1.0/roleManagement/directory/roleAssignments', { ...asEtienne, body: role })).status, 201);
    await tenant.close();
    tenant = await fixture.start();
    assert.equal((await ask(tenant, `/v1.0/users/${id}`)).body.displayName, 'Zoe Nouvelle');
    assert.equal((await all(tenant, '/v1.0/users?$top=999&$select=id')).filter((each) => each.id === id).length, 1);
    assert.equal((await all(tenant, '/v1.0/roleManagement/directory/roleAssignments')).filter(({ principalId }) => principalId === id).length, 1);
    // Its new role counts.
    assert.equal((await ask(tenant, '/v1.0/users', { method: 'POST', token: tenant.tokenFor(id), body: { ...user, userPrincipalName: 'second@borealis.example' } })).status, 201);
  });
});

function codeOf({ status, body }: Answer): [number, string] {
  return [status, body.error.code];
}
