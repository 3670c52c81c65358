import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, ofTenant } from '../../src/config.js';

const ID = '9a1b2c3d-0000-4000-8000-000000000000';
const app = { TENANT_ID: 'contoso.onmicrosoft.com', CLIENT_ID: ID };
const bot = { MicrosoftAppId: ID, MicrosoftAppPassword: 'secret' };

describe('the configuration', () => {
  it('is the demo tenant with the simulator where nothing is set', () => {
    const { enforcement, tickets, jobs, tab, ...rest } = loadConfig({ TENANT_ID: ' ', PORT: '' });
    assert.deepEqual(rest, { graph: undefined, tenants: [], bot: undefined, databaseUrl: undefined, metricsToken: undefined, dataDir: 'data', port: 3978 });
    assert.deepEqual(tickets, { system: 'builtIn', autoClose: true });
    assert.deepEqual([jobs, tab.audiences, tab.keysUrl], [{ scanEveryMs: 14_400_000, alertAbove: 10 }, [], undefined]);
    assert.deepEqual([enforcement.writes, enforcement.approvals, enforcement.approvalAbove, enforcement.oauthConnectionName], ['delegated', 'on', 20, undefined]);
    assert.deepEqual(enforcement.ticketRoles, [...enforcement.enforceRoles, '729827e3-9c14-49f7-bb1b-9608f156bbb8']);
  });

  it('takes roles by template id, and names what is wrong', () => {
    const { enforceRoles, ticketRoles } = loadConfig({ ENFORCE_ROLES: `${ID.toUpperCase()}, ${ID}` }).enforcement;
    assert.deepEqual([enforceRoles, ticketRoles[0]], [[ID, ID], ID]);
    for (const [name, value] of [['ENFORCE_ROLES', 'Global Administrator'], ['TICKET_ROLES', `${ID};x`], ['OPERATORS_GROUP_ID', 'ops'], ['APPROVAL_ABOVE', '-1'], ['APPROVALS', 'maybe'], ['GRAPH_WRITES', 'app']]) {
      assert.throws(() => loadConfig({ [name!]: value }), (cause: unknown) => cause instanceof ConfigError && cause.variable === name);
    }
  });

  for (const [what, env, credential] of [
    ['a token', { GRAPH_ACCESS_TOKEN: 'ey.J' }, { kind: 'token', token: 'ey.J' }],
    ['a secret', { ...app, CLIENT_SECRET: 's' }, { kind: 'secret', tenantId: app.TENANT_ID, clientId: ID, clientSecret: 's', authorityHost: undefined }],
    ['a certificate', { ...app, CLIENT_CERTIFICATE_PATH: 'c.pem', AUTHORITY_HOST: 'https://login.microsoftonline.us' },
      { kind: 'certificate', tenantId: app.TENANT_ID, clientId: ID, certificatePath: 'c.pem', authorityHost: 'https://login.microsoftonline.us' }],
    ['a managed identity', { MANAGED_IDENTITY: 'system' }, { kind: 'managedIdentity', clientId: undefined }],
    ['an identity of its own', { MANAGED_IDENTITY: ID }, { kind: 'managedIdentity', clientId: ID }],
  ] as const) {
    it(`signs in with ${what}`, () => assert.deepEqual(loadConfig(env).graph, { baseUrl: 'https://graph.microsoft.com', credential }));
  }

  it('takes plain http on loopback, with a path in front and without the trailing slash', () => {
    assert.equal(loadConfig({ GRAPH_BASE_URL: 'http://127.0.0.1:8080/tenant-1/', GRAPH_ACCESS_TOKEN: 'x' }).graph!.baseUrl, 'http://127.0.0.1:8080/tenant-1');
  });

  it("hands Bot Framework's own keys on as they are", () => {
    const { settings } = loadConfig({ ...bot, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: 'contoso.com', ChannelService: 'https://botframework.azure.us', OTHER: 'x' }).bot!;
    assert.deepEqual(settings, { MicrosoftAppId: ID, MicrosoftAppType: 'SingleTenant', MicrosoftAppPassword: 'secret', MicrosoftAppTenantId: 'contoso.com', ChannelService: 'https://botframework.azure.us' });
    assert.equal(loadConfig({ MicrosoftAppId: ID, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: 'contoso.com' }).bot!.settings.MicrosoftAppPassword, undefined);
  });

  for (const [variable, env] of [
    ['PORT', { PORT: '70000' }], ['PORT', { PORT: '-1' }], ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://graph.microsoft.com' }], ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'graph', GRAPH_ACCESS_TOKEN: 'x' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://graph.microsoft.com/v1.0', GRAPH_ACCESS_TOKEN: 'x' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'http://127.0.0.1.example.com', GRAPH_ACCESS_TOKEN: 'x' }],
    ['GRAPH_BASE_URL', { GRAPH_BASE_URL: 'https://user:secret@graph.microsoft.com', GRAPH_ACCESS_TOKEN: 'x' }],
    ['GRAPH_ACCESS_TOKEN', { GRAPH_ACCESS_TOKEN: 'Bearer x' }], ['TENANT_ID', { CLIENT_ID: ID, CLIENT_SECRET: 's' }], ['CLIENT_ID', { ...app, CLIENT_ID: 'mine', CLIENT_SECRET: 's' }],
    ['CLIENT_SECRET', app], ['AUTHORITY_HOST', { ...app, CLIENT_SECRET: 's', AUTHORITY_HOST: 'http://login' }], ['MANAGED_IDENTITY', { MANAGED_IDENTITY: 'yes' }],
    ['MicrosoftAppId', { MicrosoftAppPassword: 'x' }], ['MicrosoftAppPassword', { MicrosoftAppId: ID }], ['MicrosoftAppType', { ...bot, MicrosoftAppType: 'Multi' }],
    ['MicrosoftAppTenantId', { ...bot, MicrosoftAppType: 'SingleTenant' }],
  ] as [string, Record<string, string>][]) {
    it(`names ${variable} and the mend: ${JSON.stringify(env)}`, () => {
      assert.throws(() => loadConfig(env), (cause) => cause instanceof ConfigError && cause.variable === variable && cause.message.startsWith(`${variable}: `) && !cause.message.includes('secret@'));
    });
  }

  describe('with several tenants', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mfa-tenants-file-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    const OTHER = ID.replace('9a', 'AB');
    const load = (content: unknown, env: Record<string, string> = {}) => {
      const path = join(folder, 'tenants.json');
      writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
      return loadConfig({ TENANTS_FILE: path, SECRET: 's3cret', ...env });
    };
    const secret = { tenantId: ID, clientId: ID, clientSecretVariable: 'SECRET' };

    it('takes each way to sign in, and no secret from the file', () => {
      const { graph, tenants, enforcement } = load([
        { ...secret, operatorsGroupId: ID }, { tenantId: OTHER, clientId: ID, certificatePath: 'c.pem', authorityHost: 'https://login.microsoftonline.us', baseUrl: 'https://graph.microsoft.us/' },
        { tenantId: ID.replace('9a', 'cd'), managedIdentity: 'system' }, { tenantId: ID.replace('9a', 'ef'), accessTokenVariable: 'SECRET' },
      ]);
      assert.deepEqual(graph, tenants[0]);
      assert.deepEqual(tenants.map(({ credential }) => credential), [
        { kind: 'secret', tenantId: ID, clientId: ID, authorityHost: undefined, clientSecret: 's3cret' },
        { kind: 'certificate', tenantId: OTHER.toLowerCase(), clientId: ID, authorityHost: 'https://login.microsoftonline.us', certificatePath: 'c.pem' },
        { kind: 'managedIdentity', clientId: undefined }, { kind: 'token', token: 's3cret' },
      ]);
      assert.deepEqual(tenants.map(({ tenantId, baseUrl }) => [tenantId.slice(0, 2), baseUrl]), [
        ['9a', 'https://graph.microsoft.com'], ['ab', 'https://graph.microsoft.us'], ['cd', 'https://graph.microsoft.com'], ['ef', 'https://graph.microsoft.com']]);
      assert.deepEqual([enforcement.operatorsGroupId, ofTenant(load([secret, { ...secret, tenantId: OTHER, operatorsGroupId: OTHER }]), tenants[1]!).enforcement.operatorsGroupId], [ID, undefined]);
    });

    for (const [what, content, expected, env] of [
      ['no JSON', '[', /is no JSON/], ['no list', {}, /must hold a list/], ['nothing', [], /must hold a list/],
      ['no tenant', [{ managedIdentity: 'system' }], /entry 1: `tenantId` is missing/], ['a domain', [{ ...secret, tenantId: 'contoso.com' }], /entry 1: `tenantId` must be the id/],
      ['a secret', [secret, { tenantId: OTHER, clientId: ID, clientSecret: 'hush' }], /entry 2: `clientSecret` is not known here: no secret stands in this file/], ['a slip', [{ ...secret, note: '' }], /`note` is not known here: leave it out/],
      ['an unset variable', [{ ...secret, clientSecretVariable: 'NOT_SET' }], /entry 1: the environment variable `NOT_SET` is not set/], ['a value for a name', [{ ...secret, clientSecretVariable: 'a b' }], /`clientSecretVariable` must be the name/],
      ['no way to sign in', [{ tenantId: ID, clientId: ID }], /entry 1: needs exactly one of/], ['two ways', [{ ...secret, managedIdentity: 'system' }], /needs exactly one of/], ['no application', [{ ...secret, clientId: undefined }], /`clientId` is missing beside `clientSecretVariable`/],
      ['a tenant twice', [secret, { ...secret, tenantId: ID.toUpperCase() }], /names the tenant `9a[\w-]+` twice/], ['plain http', [{ ...secret, baseUrl: 'http://graph.example' }], /`baseUrl` must be https/],
      ['a single tenant beside it', [secret], /is set beside TENANT_ID/, { TENANT_ID: 'contoso.com' }],
    ] as [string, unknown, RegExp, Record<string, string>?][]) {
      it(`names the entry and the mend: ${what}`, () => {
        assert.throws(() => load(content, env), (cause) => cause instanceof ConfigError && cause.variable === 'TENANTS_FILE' && expected.test(cause.message) && !/hush|s3cret/.test(cause.message));
      });
    }

    it('refuses a ticket system that is in one of them, and a file that is not there', () => {
      const planner = { TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: 'xqQg5FS2LkCp935s-FIFm2QAFkHM' };
      assert.throws(() => load([secret, { ...secret, tenantId: OTHER }], planner), /^ConfigError: TICKET_SYSTEM: `planner` is a plan in one tenant/);
      assert.equal(load([secret], planner).tickets.system, 'planner');
      assert.throws(() => loadConfig({ TENANTS_FILE: join(folder, 'nowhere.json') }), /TENANTS_FILE: `.*nowhere\.json` can't be read/);
    });
  });
});
