import assert from 'node:assert/strict';
import type { DemoTenant } from '../../src/demo/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { ask, eventual, Fixture, type Answer } from './support.js';

interface Part {
  id: string;
  status: number;
  // oxlint-disable-next-line typescript/no-explicit-any
  body?: any;
}

const byId = ({ body }: Answer): Map<string, Part> => new Map(body.responses.map((part: Part) => [part.id, part]));
const part = (id: string) => ({ id, method: 'GET', url: '/me' });

describe('demo tenant: $batch', () => {
  const fixture = new Fixture();
  let tenant: DemoTenant;
  before(async () => {
    tenant = await fixture.start();
  });
  after(() => fixture.end());

  const send = (requests: unknown[], version = 'v1.0'): Promise<Answer> =>
    ask(tenant, `/${version}/$batch`, { method: 'POST', body: { requests } });

  it('answers each part with its own status, in no promised order', async () => {
    const members = `/groups/${groupId('nocOffice')}/transitiveMembers/microsoft.graph.user?$count=true&$select=id`;
    const reply = await send([
      { id: 'ok', method: 'GET', url: `/users/${accountId('bob')}` },
      { id: 'missing', method: 'GET', url: '/users/nobody' },
      { id: 'with', method: 'GET', url: members, headers: eventual },
      { id: 'without', method: 'GET', url: members },
    ]);
    assert.equal(reply.status, 200);
    assert.notEqual(reply.body.responses[0].id, 'ok');
    const parts = byId(reply);
    assert.deepEqual(
      ['ok', 'missing', 'with', 'without'].map((id) => parts.get(id)!.status),
      [200, 404, 200, 400],
    );
    assert.equal(parts.get('missing')!.body.error.code, 'Request_ResourceNotFound');
  });

  it('writes per-user MFA in beta', async () => {
    const url = `/users/${accountId('solange')}/authentication/requirements`;
    const parts = byId(
      await send(
        [{ id: '1', method: 'PATCH', url, body: { perUserMfaState: 'enforced' }, headers: { 'Content-Type': 'application/json' } }],
        'beta',
      ),
    );
    assert.equal(parts.get('1')!.status, 204);
    assert.equal((await ask(tenant, `/beta${url}`)).body.perUserMfaState, 'enforced');
  });

  it('fails what depends on a failure', async () => {
    const parts = byId(
      await send([
        { id: '1', method: 'GET', url: '/users/nobody' },
        { id: '2', method: 'GET', url: '/me', dependsOn: ['1'] },
        { id: '3', method: 'GET', url: '/me' },
      ]),
    );
    assert.deepEqual([parts.get('2')!.status, parts.get('3')!.status], [424, 200]);
  });

  it('takes at most 20 parts, each with an id of its own', async () => {
    assert.equal((await send(Array.from({ length: 20 }, (_, n) => part(String(n))))).body.responses.length, 20);
    assert.equal((await send(Array.from({ length: 21 }, (_, n) => part(String(n))))).status, 400);
    assert.equal((await send([part('1'), part('1')])).status, 400);
    assert.equal((await send([])).status, 400);
  });
});
