import assert from 'node:assert/strict';
import { READ_PERMISSIONS, SIGN_IN_PERMISSIONS, writePermissions } from '../../src/graph/permissions/table.js';
import { register, RegistrationError, type WantedRegistration } from '../../src/graph/registration/index.js';
import { GraphServer, refusal } from '../support/graphServer.js';
import { emptyApp, Entra, GRAPH_APP_ID, TENANT_ID } from './entra.js';
import { graphOn, VirtualClock } from './harness.js';

const WANTED: WantedRegistration = {
  displayName: "Contoso's MFA", host: 'bot.contoso.com', application: READ_PERMISSIONS, delegated: [...SIGN_IN_PERMISSIONS, ...writePermissions({ roleGroups: false })],
  grant: true, secret: 'one',
};
const TEAMS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

interface StoredApp {
  appId: string;
  displayName: string;
  signInAudience: string;
  identifierUris: string[];
  requiredResourceAccess: { resourceAppId: string }[];
  passwordCredentials: unknown[];
  web: { redirectUris: string[] };
  api: {
    requestedAccessTokenVersion: number;
    oauth2PermissionScopes: { id: string; value: string; isEnabled: boolean }[];
    preAuthorizedApplications: { appId: string; delegatedPermissionIds: string[] }[];
  };
}

describe('registering the app', () => {
  let server: GraphServer;
  let entra: Entra;
  let clock: VirtualClock;
  let told: string[];
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  beforeEach(() => {
    entra = new Entra(server);
    clock = new VirtualClock();
    told = [];
  });
  afterEach(() => server.verify());

  const run = (change: Partial<WantedRegistration> = {}, apply = true) => register(graphOn(server, {}, clock), { ...WANTED, ...change }, { apply, tell: (line) => void told.push(line) });
  const app = () => entra.apps[0] as unknown as StoredApp;
  const existing = (change: object = {}) => void entra.apps.push({ ...emptyApp(), displayName: WANTED.displayName, signInAudience: 'AzureADMyOrg', ...change });

  it('writes nothing in a dry run, and tells every step with each permission and why', async () => {
    const registered = await run({}, false);
    assert.deepEqual([entra.writes, registered], [[], { tenantId: TENANT_ID, appId: undefined, secret: undefined }]);
    const text = told.join('\n');
    for (const { name, why } of [...WANTED.application, ...WANTED.delegated]) assert.ok(text.includes(`\`${name}\`: ${why}`), name);
    assert.match(text, /would {3}register the app `Contoso's MFA`.*would {3}answer to the name api:\/\/bot\.contoso\.com\/botid-<app id>/s);
    assert.doesNotMatch(text, /doing/);
  });

  it('makes what the bot, the tab and signing in need', async () => {
    const { appId, secret } = await run();
    assert.deepEqual([appId, secret], [app().appId, 'a~very.secret~text']);
    const { displayName, signInAudience, identifierUris, requiredResourceAccess, web, api } = app();
    assert.deepEqual([displayName, signInAudience, identifierUris], [WANTED.displayName, 'AzureADMyOrg', [`api://bot.contoso.com/botid-${appId}`]]);
    assert.deepEqual(web, { redirectUris: ['https://token.botframework.com/.auth/web/redirect'] });
    const asked = [...WANTED.application.map(({ name }) => ({ id: `Role:${name}`, type: 'Role' })), ...WANTED.delegated.map(({ name }) => ({ id: `Scope:${name}`, type: 'Scope' }))];
    assert.deepEqual(requiredResourceAccess, [{ resourceAppId: GRAPH_APP_ID, resourceAccess: asked }]);
    const [scope] = api.oauth2PermissionScopes;
    assert.deepEqual([api.requestedAccessTokenVersion, scope!.value, scope!.isEnabled], [2, 'access_as_user', true]);
    assert.deepEqual(api.preAuthorizedApplications, TEAMS.map((id) => ({ appId: id, delegatedPermissionIds: [scope!.id] })));
    assert.deepEqual(entra.roles.map(({ appRoleId }) => appRoleId), WANTED.application.map(({ name }) => `Role:${name}`));
    assert.deepEqual(entra.grants.map(({ consentType, scope: scopes }) => [consentType, scopes]), [['AllPrincipals', WANTED.delegated.map(({ name }) => name).join(' ')]]);
  });

  it('tells each step before doing it', async () => {
    entra.refuse('POST applications', { status: 403, body: refusal('Authorization_RequestDenied') });
    await assert.rejects(run(), /refused to register the app .*\(403, `Authorization_RequestDenied`.*`Application\.ReadWrite\.All`.*`Cloud Application Administrator`/);
    assert.deepEqual([told, entra.writes], [["  doing   register the app `Contoso's MFA`, for this tenant only"], []]);
  });

  it('does nothing the second time', async () => {
    await run();
    const before = structuredClone([entra.apps, entra.principals, entra.roles, entra.grants]);
    entra.writes.length = 0;
    told.length = 0;
    assert.equal((await run()).secret, undefined);
    assert.deepEqual([entra.writes, [entra.apps, entra.principals, entra.roles, entra.grants]], [[], before]);
    assert.deepEqual(told.filter((line) => !line.startsWith('  is so')), []);
    assert.match(told.join(), /client secret until 2027-05-22.*--new-secret/);
  });

  it('goes on where a run broke off', async () => {
    entra.refuse('POST appRoleAssignments', { status: 503, body: refusal('ServiceUnavailable') });
    await assert.rejects(run(), /Whether Graph did give the application permission `User\.Read\.All`.* is unknown.*run this again/);
    await run();
    assert.deepEqual([entra.apps.length, entra.principals.length, entra.roles.length], [1, 1, WANTED.application.length]);
  });

  it('waits until all of Entra knows what was made a moment ago', async () => {
    entra.unknownFor = 3;
    await run();
    assert.deepEqual([entra.apps.length, clock.slept.filter((ms) => ms === 5_000).length], [1, 3]);
  });

  it('sends a throttled step again, and none whose answer got lost', async () => {
    entra.refuse('POST applications', { status: 429, headers: { 'retry-after': '7' }, body: refusal('TooManyRequests') }, { fault: 'reset' });
    await assert.rejects(run(), /Whether Graph did register the app/);
    assert.deepEqual([server.asked('POST /v1.0/applications').length, clock.slept.includes(7_000)], [2, true]);
  });

  it('keeps what others added, and drops only what of Graph is not needed any more', async () => {
    const other = { resourceAppId: 'exchange', resourceAccess: [{ id: 'x', type: 'Role' }] };
    existing({
      identifierUris: ['api://old'], web: { redirectUris: ['https://own.example'] },
      requiredResourceAccess: [{ resourceAppId: GRAPH_APP_ID, resourceAccess: [{ id: 'Role:Directory.ReadWrite.All', type: 'Role' }] }, other],
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ id: 's', value: 'theirs', isEnabled: true }], preAuthorizedApplications: [{ appId: TEAMS[0], delegatedPermissionIds: ['s'] }] },
    });
    await run({ grant: false });
    assert.match(told.join(), /no longer for 1 others/);
    assert.deepEqual(app().requiredResourceAccess[0], other);
    assert.ok(!JSON.stringify(app().requiredResourceAccess).includes('Directory.ReadWrite.All'));
    assert.deepEqual([app().identifierUris[0], app().web.redirectUris[0]], ['api://old', 'https://own.example']);
    const teams = app().api.preAuthorizedApplications.find(({ appId }) => appId === TEAMS[0]);
    assert.deepEqual([app().api.oauth2PermissionScopes.length, teams!.delegatedPermissionIds[0], teams!.delegatedPermissionIds.length], [2, 's', 2]);
  });

  it('without --grant gives nothing to anybody', async () => {
    await run({ grant: false, secret: 'none' });
    assert.deepEqual([entra.roles, entra.grants, entra.apps.map(({ passwordCredentials }) => passwordCredentials)], [[], [], [[]]]);
  });

  it('makes another secret when asked for another', async () => {
    await run();
    assert.deepEqual([(await run({ secret: 'another' })).secret, app().passwordCredentials.length], ['a~very.secret~text', 2]);
  });

  it("gives the reading permissions to a managed identity, and doesn't ask for them for the app", async () => {
    entra.principals.push({ id: 'identity', appId: 'aaaaaaaa-0000-4000-8000-000000000001' });
    await run({ reader: 'aaaaaaaa-0000-4000-8000-000000000001' });
    assert.deepEqual([...new Set(entra.roles.map(({ principalId }) => principalId))], ['identity']);
    assert.ok(!JSON.stringify(app().requiredResourceAccess).includes('"Role"'));
    await assert.rejects(run({ reader: 'aaaaaaaa-0000-4000-8000-000000000002' }), /no managed identity.*correct --reader/);
  });

  it('names what is still held and not needed, and leaves it to a person', async () => {
    await run();
    entra.principals.push({ id: 'identity', appId: 'aaaaaaaa-0000-4000-8000-000000000001' });
    told.length = 0;
    await run({ reader: 'aaaaaaaa-0000-4000-8000-000000000001' });
    assert.deepEqual(told.filter((line) => line.startsWith('  beware')).length, 1);
    assert.match(told.join('\n'), /beware {2}more application permissions are held than needed.*`User\.Read\.All`, .*`CrossTenantInformation/);
    assert.equal(entra.roles.length, 2 * WANTED.application.length);
  });

  const refusals: [string, () => void, Partial<WantedRegistration>, RegExp][] = [
    ['two apps of that name', () => (existing(), existing()), {}, /2 apps are called.*--app-id/],
    ['an app for other tenants', () => existing({ signInAudience: 'AzureADMultipleOrgs' }), {}, /lets in people of other tenants.*left alone/],
    ['an id that no app has', () => existing(), { appId: TENANT_ID }, /no app registration with the id.*correct --app-id/],
    ['a permission that this cloud lacks', () => existing(), { application: [{ name: 'Moon.Read.All', why: '' }] }, /offers no permission `Moon\.Read\.All`/],
  ];
  for (const [what, prepare, change, message] of refusals) {
    it(`changes nothing with ${what}`, async () => {
      prepare();
      await assert.rejects(run(change), (error: Error) => error instanceof RegistrationError && message.test(error.message));
      assert.deepEqual(entra.writes, []);
    });
  }

  it('tells what Entra says against a name, and who may consent', async () => {
    entra.refuse('PATCH applications', { status: 400, body: refusal('HostNameNotOnVerifiedDomain', 'must use a verified domain') });
    await assert.rejects(run(), /refused to ask for access tokens of version 2 \(400, `HostNameNotOnVerifiedDomain`.*must use a verified domain\); mend that/);
    entra.refuse('POST oauth2PermissionGrants', { status: 403, body: refusal('Authorization_RequestDenied') });
    await assert.rejects(run(), /`DelegatedPermissionGrant\.ReadWrite\.All`.*`Privileged Role Administrator`/);
  });
});
