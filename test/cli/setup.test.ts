import assert from 'node:assert/strict';
import { Entra, TENANT_ID } from '../graph/entra.js';
import { GraphServer } from '../support/graphServer.js';
import { parseArgs } from 'node:util';
import { UsageError } from '../../src/cli/command.js';
import { setup } from '../../src/cli/setup.js';
import { loadConfig } from '../../src/config.js';
import { run } from './run.js';

describe('cli setup', function () {
  this.timeout(60_000);
  let server: GraphServer;
  let entra: Entra;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  beforeEach(() => { entra = new Entra(server); });
  afterEach(() => server.verify());

  const environment = (): Record<string, string> => ({ GRAPH_BASE_URL: server.baseUrl, GRAPH_ACCESS_TOKEN: 'operator' });

  /** The command in this process: a child costs a second. */
  async function told(args: string[], env: Record<string, string> = {}): Promise<{ status: number; stdout: string; stderr: string }> {
    const output = { stdout: '', stderr: '' };
    const terminal = {
      print: (text: string) => void (output.stdout += text), note: (text: string) => void (output.stderr += `${text}\n`), status: () => undefined, isTerminal: false, isInteractive: false,
    };
    const { values } = parseArgs({ args, options: setup.options });
    return { status: await setup.run({ options: values, words: [], config: () => loadConfig({ ...environment(), ...env }), terminal }), ...output };
  }

  it('only tells what it would do, and what is left to a person', async () => {
    const { status, stdout, stderr } = await run(['setup', '--host', 'bot.contoso.com', '--secret'], { env: environment() });
    assert.deepEqual([status, stdout, entra.writes], [0, '', []]);
    assert.match(stderr, /nothing is written now:\n {2}would {3}register the app `MFA Compliance`/);
    assert.match(stderr, /application `User\.Read\.All`: the accounts\n/);
    assert.match(stderr, /1\. An administrator consents once: https:\/\/login\.microsoftonline\.com\/11111111-.*\n {2}2\. The Azure Bot.*infra\/main\.bicep/);
    assert.doesNotMatch(stderr, /role-assignable|Tasks\.ReadWrite/);
  });

  it('with --apply does it, and prints the settings as the only data, the secret once', async () => {
    const { status, stdout, stderr } = await told(['--host', 'Bot.Contoso.com', '--apply', '--grant', '--secret', '--role-groups'], { TICKET_SYSTEM: 'planner', PLANNER_PLAN_ID: 'xqQg5FS2LkCp935s-FIFm2QAFkHM' });
    const { appId } = entra.apps[0]!;
    assert.deepEqual([status, stdout.split('\n')], [0, [
      `TENANT_ID=${TENANT_ID}`, `CLIENT_ID=${appId}`, 'CLIENT_SECRET=a~very.secret~text', `MicrosoftAppId=${appId}`, 'MicrosoftAppType=SingleTenant',
      `MicrosoftAppTenantId=${TENANT_ID}`, 'MicrosoftAppPassword=a~very.secret~text', 'OAUTH_CONNECTION_NAME=graph', '',
    ]]);
    assert.ok(!stderr.includes('a~very.secret~text'));
    assert.match(stderr, /doing {3}consent for everybody .*`RoleManagement\.ReadWrite\.Directory`/);
    assert.ok(entra.roles.some(({ appRoleId }) => appRoleId === 'Role:Tasks.ReadWrite.All'));
    assert.deepEqual(entra.apps[0]!.identifierUris, [`api://bot.contoso.com/botid-${appId}`]);
    assert.ok(!stderr.includes('adminconsent'));
  });

  it("asks for the application's own permissions where it writes with those", async () => {
    await told(['--host', 'bot.contoso.com', '--apply', '--grant'], { GRAPH_WRITES: 'application' });
    assert.deepEqual([entra.grants, entra.roles.some(({ appRoleId }) => appRoleId === 'Role:GroupMember.ReadWrite.All')], [[], true]);
    assert.equal(entra.roles.filter(({ appRoleId }) => appRoleId === 'Role:Policy.Read.All').length, 1);
  });

  const wrong: [string, string[], RegExp][] = [
    ['no host', [], /--host is missing or wrong; usage: setup --host/],
    ['a host that is an address', ['--host', 'https://bot.contoso.com/'], /--host is missing or wrong/],
    ['a host that only this network knows', ['--host', '10.0.0.1'], /--host is missing or wrong/],
    ['both ways at once', ['--host', 'bot.contoso.com', '--apply', '--dry-run'], /contradict each other/],
  ];
  for (const [what, args, message] of wrong) {
    it(`refuses ${what}`, () => assert.rejects(told(args), (error: Error) => error instanceof UsageError && message.test(error.message)));
  }

  it("takes nobody's rights but the person's own", async () => {
    const app = { GRAPH_ACCESS_TOKEN: '', TENANT_ID, CLIENT_ID: TENANT_ID, CLIENT_SECRET: 'x' };
    await assert.rejects(told(['--host', 'bot.contoso.com'], app), /set GRAPH_ACCESS_TOKEN to a token of yours.*az account get-access-token/);
  });
});
