import assert from 'node:assert/strict';
import { readGroupPath } from '../../src/graph/index.js';
import { GraphServer, refusal } from '../support/graphServer.js';
import { graphOn } from './harness.js';

const OWN = 'GET /v1.0/users/anna/memberOf/microsoft.graph.group';
const childrenOf = (group: string): string => `GET /v1.0/groups/${group}/members/microsoft.graph.group`;
const groups = (...ids: string[]) => ({ body: { value: ids.map((id) => ({ id, displayName: `Group ${id}` })) } });

describe('readGroupPath', () => {
  let server: GraphServer;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  afterEach(() => server.verify());

  it('is empty for a direct member, with one call', async () => {
    server.once(OWN, groups('top', 'other'));
    assert.deepEqual(await readGroupPath(graphOn(server), 'anna', 'top'), []);
  });

  it('names the groups between, the account\'s own first', async () => {
    server.once(OWN, groups('leaf', 'other')).once(childrenOf('top'), groups('side', 'middle')).once(childrenOf('side'), groups()).once(childrenOf('middle'), groups('leaf'));
    assert.deepEqual(await readGroupPath(graphOn(server), 'anna', 'top'), ['Group leaf', 'Group middle']);
  });

  it('ends where groups contain each other', async () => {
    server.once(OWN, groups('elsewhere')).once(childrenOf('top'), groups('loop')).once(childrenOf('loop'), groups('top', 'loop'));
    assert.equal(await readGroupPath(graphOn(server), 'anna', 'top'), undefined);
  });

  it('gives up after a few calls, and where it is refused', async () => {
    server.once(OWN, groups('elsewhere')).on('GET /v1.0/groups/*', ({ path }) => groups(`${path.split('/')[3]}+`));
    assert.equal(await readGroupPath(graphOn(server), 'anna', 'top'), undefined);
    assert.ok(server.requests.length <= 16);
    server.verify();
    server.once(OWN, { status: 403, body: refusal('Authorization_RequestDenied') });
    assert.equal(await readGroupPath(graphOn(server), 'anna', 'top'), undefined);
  });
});
