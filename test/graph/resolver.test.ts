import assert from 'node:assert/strict';
import type { DemoTenant } from '../../src/demo/index.js';
import { groupId, type GroupKey } from '../../src/demo/seed/groups.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import type { Snapshot, TenantEdit } from '../../src/engine/index.js';
import { createGraph, createResolver, createSettings, readSnapshot, type Graph, type GraphError, type ResolvedEdits } from '../../src/graph/index.js';
import { GraphServer, refusal, type GraphReply, type GraphRequest } from '../support/graphServer.js';
import { tenant as snapshotOf } from '../support/tenant.js';
import { Fixture } from '../demo/support.js';
import { graphOn, VirtualClock } from './harness.js';

const leave = (group: GroupKey, account: string): TenantEdit => ({ kind: 'removeFromGroup', groupId: groupId(group), accountId: accountId(account) });
const reasons = ({ impossible }: ResolvedEdits): string[] => impossible.map(({ because }) => because);
const CA001 = policyId('CA001');

describe('edits of the demo tenant', () => {
  const fixture = new Fixture();
  let demo: DemoTenant;
  let graph: Graph;
  let snapshot: Snapshot;
  before(async () => {
    demo = await fixture.start();
    const { now, sleep } = new VirtualClock();
    graph = createGraph({ baseUrl: demo.baseUrl, getToken: () => Promise.resolve(demo.token), now, sleep });
    snapshot = await readSnapshot(graph);
  });
  after(() => fixture.end());
  const resolve = (...edits: TenantEdit[]): Promise<ResolvedEdits> => createResolver(graph).resolve(snapshot, edits);

  it('take an account out of the nested group that leads into the one it is to leave', async () => {
    const { changes, effects, impossible } = await resolve(leave('mfaExceptions', 'ticketSync'));
    assert.deepEqual(changes, [{
      ref: { kind: 'membership', groupId: groupId('ticketing'), accountId: accountId('ticketSync') }, before: true, after: false,
      edits: [leave('mfaExceptions', 'ticketSync')], accountIds: [accountId('ticketSync')], text: changes[0]!.text,
    }]);
    assert.match(changes[0]!.text, /^take `.+` out of the group `Ticketing connectors`$/);
    assert.deepEqual([effects, impossible], [[leave('mfaExceptions', 'ticketSync')], []]);
  });

  it('don\'t touch the members of groups that the cloud, or the person, can\'t change', async () => {
    const found = await resolve(leave('fieldEngineering', 'malik'), leave('auroreMigration', 'ines'), { kind: 'addToGroup', groupId: groupId('breakGlass'), accountId: accountId('bob') });
    assert.deepEqual(reasons(found), ['dynamicGroup', 'syncedGroup', 'roleAssignableGroup']);
    assert.deepEqual([found.changes, found.effects], [[], []]);
    assert.equal(found.impossible[0]!.text, '`Dept - Field Engineering` is dynamic: its rule decides who is in it');
    const privileged = await createResolver(graph, { mayChangeRoleGroups: true }).resolve(snapshot, [{ kind: 'addToGroup', groupId: groupId('breakGlass'), accountId: accountId('bob') }]);
    assert.equal(privileged.changes[0]!.text, `add \`${nameOf('bob')}\` to the group \`CA-Exclusions - Break glass\``);
    assert.deepEqual(privileged.effects, [{ kind: 'addToGroup', groupId: groupId('breakGlass'), accountId: accountId('bob') }]);
  });

  it('tell that an account added to a nested group is in those around it too', async () => {
    const { changes, effects } = await resolve({ kind: 'addToGroup', groupId: groupId('ticketing'), accountId: accountId('bob') });
    assert.equal(changes.length, 1);
    assert.deepEqual(effects, [{ kind: 'addToGroup', groupId: groupId('mfaExceptions'), accountId: accountId('bob') }]);
  });

  it('tell so too where what is around a group can\'t be asked for', async () => {
    const blind: Graph = { ...graph, clock: graph.clock, get: (call) => graph.get(call), post: (call, body) => graph.post(call, JSON.parse(JSON.stringify(body).replaceAll('transitiveMemberOf', 'nowhere'))) };
    const joining = { kind: 'addToGroup', groupId: groupId('ticketing'), accountId: accountId('bob') } as const;
    assert.deepEqual(await createResolver(blind).resolve(snapshot, [joining]), await resolve(joining));
  });

  it('of one policy are one change, for all the accounts it is asked for', async () => {
    const drop = (key: string): TenantEdit => ({ kind: 'dropExclusion', policyId: CA001, dimension: 'users', entry: accountId(key) });
    const { changes, effects } = await resolve(drop('marcAndre'), { kind: 'dropExclusion', policyId: CA001, dimension: 'guests' }, { kind: 'setPolicyState', policyId: CA001, state: 'disabled' });
    assert.equal(changes.length, 1);
    assert.deepEqual(Object.keys(changes[0]!.after).toSorted(), ['conditions.users', 'state']);
    assert.deepEqual([changes[0]!.accountIds, changes[0]!.edits.length, effects.length], [[accountId('marcAndre')], 3, 3]);
    assert.match(changes[0]!.text, /^drop the exclusion of `.+` from `CA001 - .+`, and drop the exclusion of guests from `CA001.+`, and switch off `CA001.+`$/);
  });

  it('without a policy go to every enabled one with grant controls, each a change', async () => {
    const { changes, impossible } = await resolve({ kind: 'excludeUser', accountId: accountId('bob') });
    const enabled = snapshot.policies!.filter(({ state, grant }) => state === 'enabled' && grant);
    assert.deepEqual(changes.map(({ ref }) => ref), enabled.map(({ id }) => ({ kind: 'policy', policyId: id })));
    assert.ok(changes.length > 10 && changes.every(({ accountIds }) => accountIds[0] === accountId('bob')));
    assert.deepEqual(impossible, []);
  });

  it('that are so already, or name what is gone, change nothing', async () => {
    const found = await resolve(
      { kind: 'setPolicyState', policyId: CA001, state: 'enabled' }, { kind: 'setPolicyState', policyId: 'gone', state: 'enabled' }, leave('interns', 'bob'),
      { kind: 'addToGroup', groupId: groupId('mfaExceptions'), accountId: accountId('ticketSync') }, { kind: 'addToGroup', groupId: 'gone', accountId: accountId('bob') },
      { kind: 'setPerUserMfa', accountId: accountId('bob'), state: 'disabled' }, { kind: 'setSecurityDefaults', enabled: false },
    );
    assert.deepEqual(reasons(found).toSorted(), ['gone', 'gone', ...Array(5).fill('nothingToChange')]);
    assert.deepEqual([found.changes, found.effects], [[], []]);
  });

  it('of a policy that Microsoft manages are its state and who is excluded', async () => {
    const managed = policyId('CA037');
    const found = await resolve({ kind: 'widenScope', policyId: managed, dimension: 'clients' }, { kind: 'requireMfa', policyId: managed }, { kind: 'excludeLocation', policyId: managed, locationId: 'AllTrusted' });
    assert.deepEqual(reasons(found), ['managedPolicy', 'managedPolicy', 'managedPolicy']);
    const { changes } = await resolve({ kind: 'excludeUser', policyId: managed, accountId: accountId('bob') }, { kind: 'setPolicyState', policyId: managed, state: 'disabled' });
    const [outcome] = await createSettings(graph).write(changes.map(({ ref, after }) => ({ ref, value: after })));
    assert.equal(outcome!.status, 'written');
  });

  it('of twenty accounts cost a handful of requests', async () => {
    const members = [...snapshot.groups.get(groupId('nocOffice'))!.members!].slice(0, 10).map((position) => snapshot.accounts[position]!.id);
    const others = snapshot.accounts.filter(({ id }) => !members.includes(id)).slice(-10).map(({ id }) => id);
    const edits = [
      ...members.map((id): TenantEdit => ({ kind: 'removeFromGroup', groupId: groupId('nocOffice'), accountId: id })),
      ...others.map((id): TenantEdit => ({ kind: 'addToGroup', groupId: groupId('interns'), accountId: id })),
      { kind: 'dropExclusion', policyId: CA001, dimension: 'locations', entry: 'x' } as TenantEdit,
    ];
    const sent = graph.requests;
    const { changes } = await resolve(...edits);
    assert.ok(changes.length > 10);
    assert.ok(graph.requests - sent <= 6, String(graph.requests - sent));
  });

  const nameOf = (key: string): string => snapshot.accounts.find(({ id }) => id === accountId(key))!.displayName;
});

type Groups = Record<string, { members: string[]; is?: Record<string, unknown> }>;
interface Part { id: string; url: string; headers?: Record<string, string> }

describe('ways into a group', () => {
  let server: GraphServer;
  before(async () => {
    server = await GraphServer.start();
  });
  afterEach(() => server.forget());
  after(() => server.close());

  /** Groups over HTTP; `broken` parts are refused. */
  function serve(groups: Groups, broken: RegExp = /^$/): void {
    const row = (id: string) => ({ id, displayName: `Group ${id}`, groupTypes: [], onPremisesSyncEnabled: null, isAssignableToRole: null, ...groups[id]?.is });
    const holding = (id: string): string[] => Object.keys(groups).filter((key) => groups[key]!.members.includes(id));
    const all = (from: string, next: (id: string) => string[], seen = new Set<string>()): string[] => {
      for (const id of next(from)) if (groups[id] && !seen.has(id)) all(id, next, seen.add(id));
      return [...seen];
    };
    const rows = ([kind, id, list]: string[]): string[] => (kind === 'users' ? holding(id!)
      : list === 'transitiveMembers' ? all(id!, (each) => groups[each]!.members) : all(id!, holding));
    server.on('POST /v1.0/$batch', ({ body }: GraphRequest): GraphReply => ({ body: { responses: (body as { requests: Part[] }).requests.map(({ id, url, headers }) => {
      const [path, query] = url.split('?');
      const [kind, key, list] = path!.slice(1).split('/');
      if (broken.test(url)) return { id, status: 403, body: refusal('Authorization_RequestDenied') };
      if (list === undefined) return { id, status: groups[key!] ? 200 : 404, body: groups[key!] ? row(key!) : refusal('Request_ResourceNotFound') };
      assert.ok(query!.includes('$count=true') && headers?.['ConsistencyLevel'] === 'eventual', 'a cast is an advanced query');
      return { id, status: 200, body: { value: rows([kind!, key!, list]).map(row) } };
    }) } }));
  }

  const resolve = (groups: Groups, edits: TenantEdit[], broken?: RegExp): Promise<ResolvedEdits> => {
    serve(groups, broken);
    const snapshot = snapshotOf({ users: [{ userPrincipalName: 'alice@contoso.com' }], groups: Object.entries(groups).map(([id, { members }]) => ({ id, members })) });
    return createResolver(graphOn(server)).resolve(snapshot, edits);
  };
  const out = (id: string): TenantEdit => ({ kind: 'removeFromGroup', groupId: id, accountId: 'alice' });
  const groupsOf = ({ changes }: ResolvedEdits): string[] => changes.map(({ ref }) => (ref.kind === 'membership' ? ref.groupId : '')).toSorted();

  it('are all left, the direct one and each nested one', async () => {
    const found = await resolve({ top: { members: ['alice', 'mid', 'side'] }, mid: { members: ['low'] }, low: { members: ['alice'] }, side: { members: ['alice'] }, other: { members: ['alice'] } }, [out('top')]);
    assert.deepEqual(groupsOf(found), ['low', 'side', 'top']);
    assert.deepEqual(found.effects.toSorted(byGroup), ['low', 'mid', 'side', 'top'].map(out));
  });

  it('that stay open keep the account in the groups above them', async () => {
    // `low` leads into both tops; leaving it for one leaves `second` only by that way, and another one stays.
    const found = await resolve({ first: { members: ['low'] }, second: { members: ['low', 'stays'] }, low: { members: ['alice'] }, stays: { members: ['alice'] } }, [out('first')]);
    assert.deepEqual(groupsOf(found), ['low']);
    assert.deepEqual(found.effects.toSorted(byGroup), [out('first'), out('low')]);
  });

  it('of which one can\'t be left make the whole impossible', async () => {
    const found = await resolve({ top: { members: ['alice', 'rule'] }, rule: { members: ['alice'], is: { groupTypes: ['DynamicMembership'], displayName: 'Rule' } } }, [out('top')]);
    assert.deepEqual([found.changes, found.effects, reasons(found)], [[], [], ['dynamicGroup']]);
    assert.equal(found.impossible[0]!.text, '`Rule` is dynamic: its rule decides who is in it, and `alice` is in `top` through it');
  });

  it('that several edits need are left once', async () => {
    const found = await resolve({ first: { members: ['low'] }, second: { members: ['low'] }, low: { members: ['alice'] } }, [out('first'), out('second')]);
    assert.deepEqual([groupsOf(found), found.changes[0]!.edits], [['low'], [out('first'), out('second')]]);
  });

  it('that lead in a circle end', async () => {
    const found = await resolve({ a: { members: ['b'] }, b: { members: ['a', 'alice'] } }, [out('a')]);
    assert.deepEqual(groupsOf(found), ['b']);
  });

  it('that can\'t be read make the edit impossible, and all of them together fail', async () => {
    const groups: Groups = { top: { members: ['alice'] }, other: { members: ['alice'] } };
    assert.deepEqual(reasons(await resolve(groups, [out('top')], /groups\/top\//)), ['unread']);
    server.forget();
    assert.deepEqual(reasons(await resolve(groups, [out('top')], /groups\/other\//)), ['unread']);
    server.forget();
    await assert.rejects(resolve(groups, [out('top')], /users/), (error: GraphError) => error.reason === 'permission');
    server.forget();
    const vague = await resolve({ top: { members: ['alice'], is: { groupTypes: null } } }, [out('top')]);
    assert.deepEqual([vague.changes, reasons(vague)], [[], ['unread']]);
  });

  const byGroup = (a: TenantEdit, b: TenantEdit): number => ('groupId' in a && 'groupId' in b ? a.groupId!.localeCompare(b.groupId!) : 0);
});
