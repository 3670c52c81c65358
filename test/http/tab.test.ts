import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { packageFiles } from '../../src/appPackage/pack.js';
import { demoPersona, otherPersonas, tenantId } from '../../src/demo/index.js';
import { EXPORT_PATH, ROUTES, tokenGate } from '../../src/http/index.js';
import { WORDS } from '../../src/tab/words.js';
import { APP_ID } from './signedTeams.js';
import { HOST_AUDIENCE, TabStage } from './tabStage.js';

const STRANGE_TENANT = '99999999-9999-4999-8999-999999999999';
const ids = (): string[] => [JSON.stringify({ kind: 'setSecurityDefaults', enabled: true })];

/** A request of each route that would be answered. */
const REQUESTS: Record<string, { query?: string; body?: object }> = {
  '/api/report/account': { query: `?id=${demoPersona.aadObjectId}` }, '/api/report/suppose': { body: { ids: ids() } },
  '/api/report/press': { body: { verb: 'explain', data: { account: demoPersona.aadObjectId } } }, [EXPORT_PATH]: { query: '?format=csv' },
};
const ALL = [...ROUTES.map(({ method, path }) => ({ method, path })), { method: 'GET', path: EXPORT_PATH }];

describe('the tab in Teams', function () {
  this.timeout(60_000);
  let stage: TabStage;
  before(async () => (stage = await TabStage.open()));
  after(() => stage.close());

  const askAll = async (token: string | undefined) => Promise.all(ALL.map(async ({ method, path }) => {
    const { query = '', body } = REQUESTS[path] ?? {};
    return { path, ...(await stage.ask(`${path}${query}`, token, { method, ...(body && { body }) })) };
  }));
  const now = (): number => Math.floor(Date.now() / 1000);

  it('has a request for every route that takes something', async () => {
    const answers = await askAll(stage.token());
    assert.deepEqual(answers.filter(({ status }) => status !== 200).map(({ path, status, text }) => `${path} ${status} ${text}`), []);
    assert.ok(answers.length > 12);
  });

  it('takes the tokens of both versions, and the address of the app as their audience', async () => {
    const versionOne = stage.token({ iss: `https://sts.windows.net/${tenantId}/`, aud: HOST_AUDIENCE, ver: '1.0' });
    assert.equal((await stage.ask('/api/report/me', versionOne)).status, 200);
    assert.equal((await stage.ask('/api/report/me', stage.token({ aud: `api://${APP_ID}` }))).status, 200);
  });

  const bad: [string, () => string | undefined][] = [
    ['no token', () => undefined], ['no bearer', () => `raw:Basic ${stage.token()}`], ['no token at all behind the word', () => 'raw:Bearer'], ['letters', () => 'a.b.c'],
    ['an expired one', () => stage.token({ exp: now() - 120 })], ['one of tomorrow', () => stage.token({ nbf: now() + 600 })], ['one without an end', () => stage.token({ exp: undefined })],
    ['another app as the audience', () => stage.token({ aud: STRANGE_TENANT })], ["another app's address with our id in it", () => stage.token({ aud: `api://evil.example/botid-${APP_ID}` })],
    ["another tenant's", () => stage.token({ iss: `https://login.microsoftonline.com/${STRANGE_TENANT}/v2.0`, tid: STRANGE_TENANT })],
    ["ours by its issuer, another tenant's by its claim", () => stage.token({ tid: STRANGE_TENANT })], ["another tenant's issuer with our claim", () => stage.token({ iss: `https://login.microsoftonline.com/${STRANGE_TENANT}/v2.0` })],
    ['another issuer', () => stage.token({ iss: 'https://evil.example' })], ['an unsigned one', () => `${stage.token({}, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
    ['an unsigned one with a signature', () => stage.token({}, { alg: 'none' })], ['another algorithm', () => stage.token({}, { alg: 'HS256' })], ["a stranger's signature", () => stage.forged()], ['an unknown key', () => stage.token({}, { kid: 'k9' })],
    ["an application's own", () => stage.token({ scp: undefined, roles: ['everything'] })], ['another scope', () => stage.token({ scp: 'openid profile' })], ['nobody', () => stage.token({ oid: undefined })],
  ];
  for (const [what, make] of bad) {
    it(`answers no route with ${what}`, async () => {
      const answers = await askAll(make());
      assert.deepEqual(answers.filter(({ status }) => status !== 401).map(({ path, status }) => `${path} ${status}`), []);
      assert.deepEqual(answers.filter(({ text }) => /borealis|Bor\u00e9alis|"accounts"/.test(text)), []);
    });
  }

  it('tells a guest of the tenant nothing, by any route', async () => {
    const answers = await askAll(stage.token({ oid: otherPersonas.guest.aadObjectId }));
    assert.deepEqual(answers.filter(({ status, text }) => status !== 403 || !/not guests/.test(text)), []);
  });

  it("gives each person their own rights, and nobody another's plan", async () => {
    const press = async (verb: string, data: object, oid: string) => JSON.parse((await stage.ask('/api/report/press', stage.token({ oid }), { method: 'POST', body: { verb, data } })).text) as { card: object; text: string };
    const me = async (oid: string) => (JSON.parse((await stage.ask('/api/report/me', stage.token({ oid }))).text) as { may: object }).may;
    assert.deepEqual([await me(demoPersona.aadObjectId), await me(otherPersonas.employee.aadObjectId)], [{ enforce: true, ticket: true }, { enforce: false, ticket: false }]);
    const [open] = (JSON.parse((await stage.ask('/api/report/accounts?verdict=nonCompliant&q=bob&limit=1', stage.token())).text) as { rows: { id: string }[] }).rows;
    const preview = await press('enforce', { accounts: [open!.id] }, demoPersona.aadObjectId);
    const plan = /"plan":"([0-9a-f-]{36})"/.exec(JSON.stringify(preview.card))?.[1];
    assert.ok(plan, preview.text);
    assert.match((await press('enforce-confirm', { plan }, otherPersonas.employee.aadObjectId)).text, /needs one of these roles/);
    assert.match((await press('enforce-confirm', { plan }, otherPersonas.approver.aadObjectId)).text, /Only Dana Whitfield can confirm plan/);
    assert.match((await press('enforce-look', { plan }, demoPersona.aadObjectId)).text, /Nothing has been changed/);
  });

  it('leads from each kind of account to as many as it counts, and to all of them together', async () => {
    const { kinds, summary } = JSON.parse((await stage.ask('/api/report', stage.token())).text) as { kinds: { kind: string; counts: { accounts: number } }[]; summary: { accounts: number } };
    assert.equal(kinds.reduce((sum, { counts }) => sum + counts.accounts, 0), summary.accounts);
    for (const { kind, counts } of kinds) {
      const { total } = JSON.parse((await stage.ask(`/api/report/accounts?filter=${kind}&limit=1`, stage.token())).text) as { total: number };
      assert.deepEqual([kind, total], [kind, counts.accounts]);
    }
  });

  it('answers 400 and a sentence to what it does not understand', async () => {
    for (const [path, method, body] of [
      ['/api/report/accounts?limit=100000', 'GET', undefined], ['/api/report/accounts?sort=drop', 'GET', undefined], ['/api/report/account', 'GET', undefined], ['/api/report/audit?period=soon', 'GET', undefined],
      [`${EXPORT_PATH}?format=exe`, 'GET', undefined], ['/api/report/press', 'POST', { verb: 'format-disk', data: {} }], ['/api/report/suppose', 'POST', { ids: [] }], ['/api/report/suppose', 'POST', { edits: [{ kind: 'setSecurityDefaults', enabled: true }] }],
    ] as const) {
      const { status, text } = await stage.ask(path, stage.token(), { method, ...(body && { body }) });
      assert.equal(status, 400, `${path} ${text}`);
      assert.deepEqual(Object.keys(JSON.parse(text) as object), ['code', 'message']);
    }
    assert.equal((await stage.ask('/api/report/account?id=nobody', stage.token())).status, 404);
    assert.equal((await stage.ask('/api/report/suppose', stage.token(), { method: 'POST', body: { ids: ['{"kind":"setPerUserMfa"}'] } })).status, 409);
  });

  it('writes each export into the audit log, in the name of the person, and gives the file', async () => {
    const { text, headers } = await stage.ask(`${EXPORT_PATH}?format=json`, stage.token());
    assert.match(headers.get('content-disposition') ?? '', /attachment; filename="mfa-evidence\.json"/);
    const { sha256 } = JSON.parse(text) as { sha256: string };
    const { rows } = JSON.parse((await stage.ask('/api/report/audit', stage.token())).text) as { rows: { event: string; actor: string; details: string }[] };
    const row = rows.find(({ event, details }) => event === 'report.exported' && details.includes(sha256));
    assert.equal(row?.actor, 'Dana');
  });

  it('keeps data out of caches and pages, and lets only Teams frame its own page', async () => {
    const data = await stage.ask('/api/report', stage.token());
    assert.deepEqual(['cache-control', 'content-security-policy', 'x-content-type-options'].map((name) => data.headers.get(name)), ['no-store', "default-src 'none'; frame-ancestors 'none'", 'nosniff']);
    const page = await stage.ask('/tab', undefined);
    const policy = new Map((page.headers.get('content-security-policy') ?? '').split('; ').map((part) => [part.split(' ')[0], part.split(' ').slice(1)]));
    assert.deepEqual(policy.get('script-src'), ["'self'"]);
    assert.deepEqual(policy.get('default-src'), ["'none'"]);
    const ancestors = policy.get('frame-ancestors') ?? [];
    assert.ok(ancestors.includes('https://teams.microsoft.com') && ancestors.includes('https://*.cloud.microsoft'));
    assert.ok(ancestors.every((host) => /^https:\/\/(\*\.)?(teams\.microsoft\.(com|us)|teams\.microsoftonline\.cn|cloud\.microsoft)$/.test(host)), String(ancestors));
    assert.match(page.headers.get('strict-transport-security') ?? '', /max-age/);
    assert.equal(page.headers.get('referrer-policy'), 'no-referrer');
  });

  it('answers at every address of the app package, and takes a token for its resource', async () => {
    const { manifest } = await packageFiles({ appId: APP_ID, host: 'bot.contoso.example', version: '1.0.0' });
    const { $schema: _, ...parts } = manifest;
    const addresses = [...new Set(JSON.stringify(parts).match(/https:\/\/[^"]+/g))].map((address) => new URL(address));
    assert.deepEqual(addresses.map(({ pathname, hash }) => pathname + hash).toSorted(), ['/tab', '/tab#privacy', '/tab#terms', '/tab/configure']);
    for (const { host, pathname } of addresses) {
      const { status, headers } = await stage.ask(pathname, undefined);
      assert.deepEqual([status, headers.get('content-type'), manifest.validDomains?.includes(host)], [200, 'text/html; charset=utf-8', true], pathname);
    }
    for (const { hash } of addresses.filter(({ hash: page }) => page !== '')) assert.ok(Object.hasOwn(WORDS.texts, hash.slice(1)), hash);
    const { resource } = manifest.webApplicationInfo!;
    assert.equal(resource, HOST_AUDIENCE);
    assert.equal((await stage.ask('/api/report/me', stage.token({ aud: resource }))).status, 200);
  });

  it('answers 503, not 401, where the keys cannot be had', async () => {
    const dead = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => dead.once('listening', resolve));
    const { port } = dead.address() as AddressInfo;
    await new Promise((resolve) => dead.close(resolve));
    const log: string[] = [];
    const gate = tokenGate({
      audiences: [APP_ID], authorityHost: 'https://login.microsoftonline.com', keysUrl: `http://127.0.0.1:${port}/keys`,
      tenantId: () => Promise.resolve(tenantId), admission: () => Promise.resolve(undefined), log: (message) => log.push(message),
    });
    const answer = await gate({ headers: { authorization: `Bearer ${stage.token()}` } } as Parameters<typeof gate>[0]);
    assert.equal('status' in answer && answer.status, 503);
    assert.equal(log.length, 1);
  });

  it('has written nothing to the log', () => assert.deepEqual(stage.product.log, []));
});
