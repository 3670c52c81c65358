import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusingGraph, type RefusingGraph } from './refusingGraph.js';
import { run } from './run.js';

/** One for all: the embedded database's first boot takes five seconds. */
const dataDir = mkdtempSync(join(tmpdir(), 'mfa-cli-data-'));
after(() => rmSync(dataDir, { recursive: true, force: true }));

describe('cli', function () {
  this.timeout(60_000);

  it('lists its commands', async () => {
    const { status, stdout, stderr } = await run(['help']);
    assert.deepEqual([status, stderr], [0, '']);
    for (const command of ['scan [--json|--csv] [--xlsx FILE] [--tenant ID]', 'chat [--json] [--tenant ID]', 'what-if "<change>" [--json] [--tenant ID]', 'audit verify | audit export [--since <ISO 8601>] [--tenant ID]', 'doctor', 'help']) assert(stdout.includes(`  ${command}\n`), command);
  });

  it('tells a command or an option that there is not', async () => {
    const [command, inherited, option] = await Promise.all([run(['dance']), run(['constructor']), run(['scan', '--xml'])]);
    assert.deepEqual([command.status, command.stderr], [2, '`dance` is no command; `npm run cli -- help` lists them\n']);
    assert.equal(inherited.status, 2);
    assert.deepEqual([option.status, option.stdout], [2, '']);
    assert.match(option.stderr, /--xml.*usage: scan/);
  });

  it('supposes a change as JSON in the shape of the contract', async () => {
    const { status, stdout, stderr } = await run(['what-if', 'disable CA001', '--json']);
    assert.deepEqual([status, stderr], [0, '']);
    const { change, accounts } = JSON.parse(stdout);
    assert.match(change, /CA001/);
    assert(accounts.length > 100);
    assert.deepEqual(Object.keys(accounts[0]), ['userPrincipalName', 'before', 'after', 'witness']);
    assert.match(accounts.find(({ after }: { after: string }) => after === 'nonCompliant').witness.text, /^From /);
  });

  it('asks back on standard error what a change means', async () => {
    const [none, unclear] = await Promise.all([run(['what-if']), run(['what-if', 'exclude the location Montreal'])]);
    assert.equal(none.status, 2);
    assert.match(none.stderr, /what-if needs a change/);
    assert.deepEqual([unclear.status, unclear.stdout], [2, '']);
    assert.match(unclear.stderr, /`Montreal` fits 2 locations.*`Montréal - siège social`/);
  });
});

describe('cli doctor', function () {
  this.timeout(60_000);
  let refusing: RefusingGraph;
  before(async () => (refusing = await refusingGraph()));
  after(() => refusing.close());

  it('checks each part in one line, with the mend where something is wrong', async () => {
    const { stdout, stderr } = await run(['doctor'], { dataDir });
    assert.equal(stderr, '');
    for (const about of ['configuration', 'token', 'permission User\\.Read\\.All', 'permission Policy\\.Read\\.All', 'licence Entra ID P1', 'database']) {
      assert.match(stdout, new RegExp(`^ok +${about} `, 'm'));
    }
    for (const about of ['clock', 'Bot Framework credentials']) assert.match(stdout, new RegExp(`^- +${about} `, 'm'));
  });

  it('does not call a token accepted that nobody has seen', async () => {
    const { status, stdout } = await run(['doctor'], { dataDir, env: { GRAPH_BASE_URL: refusing.url, GRAPH_ACCESS_TOKEN: 'expired' } });
    assert.equal(status, 1);
    assert.match(stdout, /^WRONG +token +Graph refuses it \(`InvalidAuthenticationToken`\)/m);
    assert.match(stdout, /^ok +clock /m);
    assert.doesNotMatch(stdout, /permission/);
  });

  it('ends with 1 and the variable to mend', async () => {
    const { status, stdout } = await run(['doctor'], { env: { MicrosoftAppPassword: 'secret' } });
    assert.equal(status, 1);
    assert.match(stdout, /^WRONG +configuration +MicrosoftAppId: is missing beside MicrosoftAppPassword/);
    assert(!stdout.includes('secret'));
  });
});

describe('cli chat', function () {
  this.timeout(60_000);

  it('answers each line in the shape of the contract; an empty line starts anew', async () => {
    const input = "who isn't MFA'd?\nwhy the second one?\n\nwhy the second one?\n";
    const { status, stdout } = await run(['chat', '--json'], { input, dataDir });
    const replies = stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(status, 0);
    assert.deepEqual(replies.map(({ q, intent }) => [q, intent]).slice(0, 2), [["who isn't MFA'd?", 'list-noncompliant'], ['why the second one?', 'explain-account']]);
    for (const reply of replies) assert.deepEqual(Object.keys(reply), ['q', 'intent', 'slots', 'topic', 'confidence', 'text', 'citations', 'card']);
    const second = /^2\. ([^<]+) </m.exec(replies[0].text)![1]!;
    assert(replies[1].text.startsWith(second), replies[1].text);
    assert(!replies[2].text.startsWith(second), 'a new conversation knows nothing of the list');
  });

  it('is readable without --json', async () => {
    const { stdout } = await run(['chat'], { input: 'are we compliant?\n', dataDir });
    assert.match(stdout, /^\d+ of \d+ accounts can sign in without MFA/);
  });
});
