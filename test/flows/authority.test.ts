import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { demoPersona, otherPersonas, startDemoTenant, tenantId, type DemoTenant } from '../../src/demo/index.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { roles } from '../../src/demo/seed/roles.js';
import { AccountSet } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { createAuthority, type Asking, type AuthorityParts, type Right, type Scan } from '../../src/flows/index.js';
import { createGraph, readSnapshot, type Graph } from '../../src/graph/index.js';
import { graphOn } from '../graph/harness.js';
import { GraphServer, refusal, type GraphReply } from '../support/graphServer.js';
import { aScan, GLOBAL_ADMINISTRATOR } from './tenant.js';

const { enforceRoles, ticketRoles } = loadConfig({}).enforcement;
const who = (id: string | undefined, change: Partial<Asking> = {}): Asking =>
  ({ personId: id ?? '29:x', ...(id && { accountId: id }), tenantId, name: 'as the channel says', ...change });

const PERSON = '20000000-0000-4000-8000-0000000000aa';
const USER = `/v1.0/users/${PERSON}`;
const GROUPS = `${USER}/transitiveMemberOf/microsoft.graph.group`;
const ASSIGNMENTS = '/v1.0/roleManagement/directory/roleAssignments';
const ELIGIBLE = '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances';
const DANA = { id: PERSON, accountEnabled: true, userType: 'Member', userPrincipalName: 'dana@contoso.com', displayName: 'Dana' };
const assignment = (roleDefinitionId: string, principalId = PERSON) => ({ id: `${roleDefinitionId}-${principalId}`, roleDefinitionId, principalId, directoryScopeId: '/' });

/** A tenant in which everything about the person can be read. */
function standing(server: GraphServer, { assignments = [], holder = PERSON }: { assignments?: string[]; holder?: string }): void {
  server.maybe(`GET ${USER}`, { body: DANA });
  server.maybe(`GET ${GROUPS}`, { body: { value: [{ id: holder }] } });
  server.maybe(`GET ${ASSIGNMENTS}`, { body: { value: assignments.map((role) => assignment(role, holder)) } });
}

describe('who may press what', function () {
  this.timeout(20_000);
  let demo: DemoTenant;
  let dataDir: string;
  let graph: Graph;
  let scan: Scan;
  const log: string[] = [];

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mfa-authority-'));
    demo = await startDemoTenant({ dataDir });
    graph = createGraph({ pace: 0.02, baseUrl: demo.baseUrl, getToken: () => Promise.resolve(demo.token) });
    const snapshot = await readSnapshot(graph, { isDemo: true });
    scan = { snapshot, report: judge(snapshot), isPreliminary: false };
  });
  after(async () => {
    await demo.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const authority = (change: Partial<AuthorityParts> = {}) => createAuthority({
    graph, tenantId: () => Promise.resolve(tenantId), latest: () => scan, enforceRoles, ticketRoles, isLocal: false, now: () => 0,
    log: (message) => log.push(message), ...change,
  });
  const because = async (asking: Asking, right: Right, change?: Partial<AuthorityParts>): Promise<string> => {
    const answer = await authority(change).check(asking, right);
    assert.equal(answer.allowed, false, `${asking.accountId} was let through`);
    return answer.allowed ? '' : answer.because;
  };

  describe('asked of the tenant at the press', () => {
    const allowed: [string, string, Right[]][] = [
      ['Conditional Access Administrator', demoPersona.aadObjectId, ['enforce', 'ticket']],
      ['Global Administrator', otherPersonas.approver.aadObjectId, ['enforce', 'ticket']],
      ['Helpdesk Administrator through a group', otherPersonas.helpdesk.aadObjectId, ['ticket']],
      ['Global Reader', otherPersonas.auditor.aadObjectId, []],
      ['nobody in particular', otherPersonas.employee.aadObjectId, []],
      ['User Administrator of an administrative unit', accountId('luc'), []],
      ['eligible for a role that gives no right', accountId('carl'), []],
    ];
    for (const [what, id, rights] of allowed) {
      it(`${what}: ${rights.join(' and ') || 'neither'}`, async () => {
        const answers = await Promise.all((['enforce', 'ticket'] as const).map((right) => authority().check(who(id), right)));
        assert.deepEqual(answers.map((each) => each.allowed), [rights.includes('enforce'), rights.includes('ticket')]);
        assert.deepEqual(await authority().may(who(id)), { enforce: rights.includes('enforce'), ticket: rights.includes('ticket') });
      });
    }

    it('names the person as the directory does', async () => {
      const answer = await authority().check(who(demoPersona.aadObjectId.toUpperCase()), 'enforce');
      assert.deepEqual(answer, { allowed: true, actor: { id: demoPersona.aadObjectId, name: demoPersona.displayName } });
    });

    it('does not count a role in an administrative unit, even one that would give the right', async () => {
      const userAdministrator = [roles['User Administrator']];
      assert.match(await because(who(accountId('luc')), 'enforce', { enforceRoles: userAdministrator }), /needs one of these roles active: `User Administrator`\. Ask/);
    });

    it('takes members of the operators group, nested ones too, whatever their roles', async () => {
      const operatorsGroupId = groupId('mfaExceptions').toUpperCase();
      const nested = scan.snapshot.accounts.find(({ userPrincipalName }) => /ticket|psa/i.test(userPrincipalName))!;
      assert.equal((await authority({ operatorsGroupId }).check(who(nested.id), 'enforce')).allowed, true);
      assert.match(await because(who(otherPersonas.employee.aadObjectId), 'enforce', { operatorsGroupId }), /or membership in the operators group/);
    });

    it('sees at the next press that a role is gone', async () => {
      const server = await GraphServer.start();
      const same = authority({ graph: graphOn(server) });
      standing(server, { assignments: [GLOBAL_ADMINISTRATOR] });
      assert.equal((await same.check(who(PERSON), 'enforce')).allowed, true);
      server.override(`GET ${ASSIGNMENTS}`, { body: { value: [] } }).on(`GET ${ELIGIBLE}`, { body: { value: [] } });
      assert.equal((await same.check(who(PERSON), 'enforce')).allowed, false);
      await server.close();
    });
  });

  describe('refuses each with a sentence of its own', () => {
    const cases: [string, Asking, RegExp][] = [
      ['a guest', who(otherPersonas.guest.aadObjectId), /Guests can't change anything here: ask/],
      ['another tenant', who(demoPersona.aadObjectId, { tenantId: '99999999-9999-4999-8999-999999999999' }), /another tenant .* switch/],
      ['a tenant nobody vouches for', who(demoPersona.aadObjectId, { tenantId: undefined }), /didn't say which tenant/],
      ['somebody without an account', who(undefined), /can't tell who you are.*sign in/],
      ['an account of nowhere', who('20000000-0000-4000-8000-0000000000aa'), /don't find your account/],
      ['an address where an id belongs', who(demoPersona.userPrincipalName), /couldn't ask Entra/],
      ['a disabled Global Administrator', who(accountId('disabledAdmin')), /disabled in Entra.*ask an administrator/],
      ['somebody who claims to be the terminal', who(undefined, { personId: 'local-operator' }), /can't tell who you are/],
    ];
    for (const [what, asking, sentence] of cases) {
      it(what, async () => {
        assert.match(await because(asking, 'enforce'), sentence);
        assert.deepEqual(await authority().may(asking), { enforce: false, ticket: false });
      });
    }

    it('somebody who is eligible only, and says what to activate', async () => {
      const securityOnly = { enforceRoles: [roles['Global Administrator']] };
      assert.match(await because(who(accountId('noemie')), 'enforce', securityOnly), /eligible for `Global Administrator`.*activate your role first/);
    });
  });

  describe('on this machine', () => {
    it('takes a plain activity without a tenant as one of the watched tenant, but no other tenant', async () => {
      const local = authority({ isLocal: true });
      assert.equal((await local.check(who(demoPersona.aadObjectId, { tenantId: undefined }), 'enforce')).allowed, true);
      assert.equal((await local.check(who(demoPersona.aadObjectId, { tenantId: 'elsewhere' }), 'enforce')).allowed, false);
      assert.match(await because(who('00000000-0000-4000-8000-000000000001'), 'enforce', { isLocal: true }), /set `SIMULATOR_USER`/);
    });

    it('lets the terminal\'s own person act, only there', async () => {
      const operator: Asking = { personId: 'local-operator' };
      assert.deepEqual(await authority({ localOperator: true }).check(operator, 'enforce'), { allowed: true, actor: { id: 'local-operator', name: 'local operator' } });
      assert.deepEqual(await authority({ localOperator: true }).may(operator), { enforce: true, ticket: true });
      assert.match(await because({ ...operator, accountId: otherPersonas.employee.aadObjectId, tenantId }, 'enforce', { localOperator: true }), /needs one of these roles/);
    });
  });

  describe('fails closed', () => {
    let server: GraphServer;
    beforeEach(async () => (server = await GraphServer.start()));
    afterEach(() => server.close());
    const asked = (change: Partial<AuthorityParts> = {}) => because(who(PERSON), 'enforce', { graph: graphOn(server), ...change });

    const faults: [string, string, GraphReply][] = [
      ['the roles are refused', ASSIGNMENTS, { status: 403, body: refusal('Authorization_RequestDenied') }],
      ['the service is down', ASSIGNMENTS, { status: 503 }],
      ['the account is refused', USER, { status: 403, body: refusal('Authorization_RequestDenied') }],
      ['the connection breaks', USER, { fault: 'reset' }],
      ['the groups are refused', GROUPS, { status: 403, body: refusal('Authorization_RequestDenied') }],
      ['a group has no id', GROUPS, { body: { value: [{}] } }],
      ['an assignment has no principal', ASSIGNMENTS, { body: { value: [{ id: '1', roleDefinitionId: GLOBAL_ADMINISTRATOR, directoryScopeId: '/' }] } }],
      ['nobody says whether the account is enabled', USER, { body: { ...DANA, accountEnabled: null } }],
      ['nobody says whether the account is a guest', USER, { body: { ...DANA, userType: 'Visitor' } }],
      ['another account comes', USER, { body: { ...DANA, id: '20000000-0000-4000-8000-0000000000bb' } }],
      ['an answer is cut off', ASSIGNMENTS, { body: { value: [] }, fault: 'truncate' }],
    ];
    for (const [what, route, reply] of faults) {
      it(`where ${what}`, async () => {
        standing(server, { assignments: [GLOBAL_ADMINISTRATOR], holder: 'a-group' });
        server.override(`GET ${route}`, reply);
        assert.match(await asked(), /couldn't ask Entra about your role just now/);
      });
    }

    it('where the second page of the roles is refused, whatever the first one said', async () => {
      standing(server, {});
      const body = { value: [assignment(GLOBAL_ADMINISTRATOR)], '@odata.nextLink': `${server.baseUrl}/v1.0/next` };
      server.override(`GET ${ASSIGNMENTS}`, { body }).on('GET /v1.0/next', { status: 403, body: refusal('Authorization_RequestDenied') });
      assert.match(await asked(), /couldn't ask Entra/);
    });

    it('where Graph takes too long', async () => {
      standing(server, {});
      server.override(`GET ${USER}`, () => new Promise(() => undefined));
      assert.match(await asked({ patienceMs: 50 }), /couldn't ask Entra/);
    });

    it('where the watched tenant is not known', async () => {
      assert.match(await asked({ tenantId: () => Promise.reject(new Error('unread')) }), /couldn't ask Entra/);
    });

    it('but asks for no more than it needs: no groups where the person holds the role', async () => {
      standing(server, { assignments: [GLOBAL_ADMINISTRATOR] });
      assert.equal((await authority({ graph: graphOn(server) }).check(who(PERSON), 'enforce')).allowed, true);
      assert.deepEqual(server.requests.map(({ path }) => path).toSorted(), [ASSIGNMENTS, USER].toSorted());
    });

    it('and reads eligible roles for the wording only: it needs no licence for them', async () => {
      standing(server, {});
      server.on(`GET ${ELIGIBLE}`, { status: 400, body: refusal('AadPremiumLicenseRequired') });
      assert.match(await asked(), /needs one of these roles/);
    });

    it('takes no custom role, whatever its name', async () => {
      standing(server, { assignments: ['c0000000-0000-4000-8000-00000000000c'] });
      server.on(`GET ${ELIGIBLE}`, { body: { value: [] } });
      assert.match(await asked(), /needs one of these roles/);
    });
  });

  describe('what a card may show', () => {
    it('is kept for a minute for each person', async () => {
      const server = await GraphServer.start();
      let now = 0;
      const kept = authority({ graph: graphOn(server), now: () => now });
      standing(server, { assignments: [GLOBAL_ADMINISTRATOR] });
      assert.deepEqual(await kept.may(who(PERSON)), { enforce: true, ticket: true });
      await kept.may(who(PERSON));
      assert.equal(server.asked(`GET ${USER}`).length, 1);
      assert.deepEqual(await kept.may(who(PERSON, { tenantId: 'elsewhere' })), { enforce: false, ticket: false });
      now = 60_001;
      await kept.may(who(PERSON));
      assert.equal(server.asked(`GET ${USER}`).length, 2);
      await server.close();
    });
  });

  describe('how many may enforce', () => {
    it('counts enabled people by the latest scan, and no emergency account', async () => {
      assert.equal(await authority().enforcers(), ['dana', 'etienne', 'noemie'].length);
    });

    it('counts through groups, but neither guests nor roles of a unit', async () => {
      const group = { id: 'admins', displayName: 'Admins', members: AccountSet.of([0, 1, 3, 4]), isDeleted: false };
      const held = (principalId: string, directoryScopeId = '/') => ({ roleId: GLOBAL_ADMINISTRATOR, principalId, directoryScopeId });
      const latest = () => aScan({ groups: new Map([['admins', group]]), roleAssignments: [held('ada'), held('admins'), held('svc-tickets', '/administrativeUnits/1')] });
      assert.equal(await authority({ latest }).enforcers(), ['ada', 'bob'].length);
    });

    it('does not know where roles, members or accounts are unread, or no scan was made', async () => {
      const group = { id: 'admins', displayName: 'Admins', members: undefined, isDeleted: false };
      const roleAssignments = [{ roleId: GLOBAL_ADMINISTRATOR, principalId: 'admins', directoryScopeId: '/' }];
      const unread = [aScan({ roleAssignments: undefined }), aScan({ accountsComplete: false }), aScan({ groups: new Map([['admins', group]]), roleAssignments }), undefined];
      for (const each of unread) assert.equal(await authority({ latest: () => each }).enforcers(), undefined);
      assert.equal(await authority({ latest: () => aScan(), operatorsGroupId: 'operators' }).enforcers(), undefined);
    });
  });
});
