import assert from 'node:assert/strict';
import type { DemoTenant } from '../../src/demo/index.js';
import { groupId, type GroupKey } from '../../src/demo/seed/groups.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import { multifactor } from '../../src/demo/seed/strengths.js';
import { all, ask, eventual, Fixture, type Answer } from './support.js';

const path = (key: string): string => `/v1.0/identity/conditionalAccess/policies/${policyId(key)}`;

describe('demo tenant: what Graph takes in a policy', () => {
  const fixture = new Fixture();
  let tenant: DemoTenant;
  before(async () => {
    tenant = await fixture.start();
  });
  after(() => fixture.end());
  const patch = (key: string, body: unknown): Promise<Answer> => ask(tenant, path(key), { method: 'PATCH', body });

  it('keeps the authentication strength that an id names whole', async () => {
    const grantControls = { builtInControls: [], authenticationStrength: { id: multifactor.id } };
    assert.equal((await patch('CA002', { grantControls })).status, 204);
    assert.deepEqual((await ask(tenant, path('CA002'))).body.grantControls.authenticationStrength, multifactor);
    assert.equal((await patch('CA002', { grantControls: { authenticationStrength: { id: 'none' } } })).status, 400);
    assert.equal((await patch('CA002', { grantControls: { builtInControls: ['mfa'], authenticationStrength: null } })).status, 204);
  });

  it('refuses MFA beside a strength, and a block beside anything', async () => {
    const both = await patch('CA002', { grantControls: { builtInControls: ['mfa'], authenticationStrength: { id: multifactor.id } } });
    assert.deepEqual([both.status, both.body.error.message.slice(0, 5)], [400, '1108:']);
    assert.equal((await patch('CA002', { grantControls: { builtInControls: ['block', 'mfa'] } })).status, 400);
  });

  it('lets only the state and who is excluded be edited where Microsoft manages', async () => {
    const { users } = (await ask(tenant, path('CA037'))).body.conditions;
    assert.equal((await patch('CA037', { state: 'disabled', conditions: { users: { ...users, excludeUsers: ['somebody'] } } })).status, 204);
    assert.equal((await patch('CA037', { conditions: { users: { ...users, includeUsers: ['All'] } } })).status, 400);
    assert.equal((await patch('CA037', { displayName: 'Mine' })).status, 400);
    assert.equal((await patch('CA037', { conditions: { clientAppTypes: ['browser'] } })).status, 400);
  });
});

describe('demo tenant: groups in groups', () => {
  const fixture = new Fixture();
  after(() => fixture.end());

  it('are listed downwards and upwards over every level, as advanced queries', async () => {
    const tenant = await fixture.start();
    const names = async (group: GroupKey, direction: string): Promise<string[]> =>
      (await all(tenant, `/v1.0/groups/${groupId(group)}/${direction}/microsoft.graph.group?$select=id&$count=true`, eventual)).map(({ id }) => id);
    assert.deepEqual(await names('mfaExceptions', 'transitiveMembers'), [groupId('integrations'), groupId('ticketing')]);
    assert.deepEqual(await names('ticketing', 'transitiveMembers'), []);
    assert.deepEqual((await names('ticketing', 'transitiveMemberOf')).toSorted(), [groupId('mfaExceptions'), groupId('integrations')].toSorted());
    assert.equal((await ask(tenant, `/v1.0/groups/${groupId('ticketing')}/transitiveMemberOf/microsoft.graph.group`)).status, 400);
  });
});
