import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { checkPackage } from '../../src/appPackage/check.js';
import type { Manifest } from '../../src/appPackage/manifest.js';
import { jsonBytes, pack, packageFiles, zip } from '../../src/appPackage/pack.js';
import { menuOf } from '../../src/bot/menu.js';
import { commands } from '../../src/bot/commands/index.js';
import { publicHost } from '../../src/config/publicHost.js';
import { build } from '../support/built.js';

const OPTIONS = { appId: '11111111-2222-4333-8444-555555555555', host: 'bot.contoso.com', version: '1.2.3' };
const OTHER = '99999999-2222-4333-8444-555555555555';

type Files = Record<string, Uint8Array>;
type Break = { manifest?: (manifest: Manifest) => unknown; files?: (files: Files) => unknown };

/** The sound package with one thing changed. */
async function broken({ manifest: edit, files: change }: Break): Promise<Uint8Array> {
  const { manifest, color, outline } = await packageFiles(OPTIONS);
  edit?.(manifest);
  const files: Files = { 'manifest.json': jsonBytes(manifest), 'color.png': color, 'outline.png': outline };
  change?.(files);
  return zip(files);
}

/** A picture of one colour, with a transparent first pixel. */
function picture(size: number, [red, green, blue]: [number, number, number]): Uint8Array {
  const data = Uint8Array.from({ length: size * size * 4 }, (_, index) => (index < 4 ? 0 : [red, green, blue, 255][index % 4]!));
  return encode({ width: size, height: size, data, channels: 4, depth: 8 });
}

const named = (manifest: Manifest): { short: string; full: string } => manifest['name'] as never;
const bot = (manifest: Manifest): NonNullable<Manifest['bots']>[number] => manifest.bots![0]!;
const extension = (manifest: Manifest): NonNullable<Manifest['composeExtensions']>[number] => manifest.composeExtensions![0]!;
const tab = (manifest: Manifest): Record<string, string> => (manifest['staticTabs'] as Record<string, string>[])[0]!;

describe('the app package', () => {
  it('is sound, and the same for the same input', async () => {
    const [one, other] = [await pack(OPTIONS), await pack(OPTIONS)];
    assert.deepEqual(one.problems, []);
    assert.deepEqual(one.bytes, other.bytes);
    assert.deepEqual(Object.keys(unzipSync(one.bytes)), ['manifest.json', 'color.png', 'outline.png']);
  });

  it('fills in the ids and the host everywhere', async () => {
    const { manifest } = await packageFiles(OPTIONS);
    const text = JSON.stringify(manifest);
    assert.doesNotMatch(text, /\{\{/);
    assert.deepEqual([manifest.id, bot(manifest).botId, extension(manifest).botId, manifest.webApplicationInfo?.id], Array(4).fill(OPTIONS.appId));
    assert.equal(tab(manifest)['contentUrl'], 'https://bot.contoso.com/tab');
    assert.equal(manifest['version'], '1.2.3');
  });

  it('offers in each scope what the commands say of themselves', async () => {
    const { commandLists, scopes } = bot((await packageFiles(OPTIONS)).manifest);
    const helps = new Map(commands.map(({ title, help }) => [title, help]));
    assert.deepEqual(commandLists.map((list) => list.scopes), scopes.map((scope) => [scope]));
    for (const { commands: items } of commandLists) {
      assert.ok(items.length >= 8 && items.length <= 12);
      for (const { title, description } of items) assert.equal(helps.get(title), description);
    }
    assert.ok(menuOf('personal').some(({ title }) => title === 'help'));
  });

  const rules: [rule: string, break_: Break, problem: RegExp][] = [
    ['a short name of more than 30 characters', { manifest: (it) => (named(it).short = 'x'.repeat(31)) }, /schema.*name\/short/],
    ['a full name of more than 100', { manifest: (it) => (named(it).full = 'x'.repeat(101)) }, /schema.*name\/full/],
    ['a scope that Teams does not know', { manifest: (it) => bot(it).scopes.push('meeting' as never) }, /schema.*scopes/],
    ['a property that the schema does not know', { manifest: (it) => (it['colour'] = 'red') }, /schema/],
    ['an app id that is no GUID', { manifest: (it) => (it.id = 'mfa') }, /schema.*id/],
    ['a schema that is none of the published ones', { manifest: (it) => (it['$schema'] = 'https://example.com/schema.json') }, /\$schema/],
    ['a bot of another app', { manifest: (it) => (bot(it).botId = OTHER) }, /`bots.botId` is `9999/],
    ['a message extension of another app', { manifest: (it) => (extension(it).botId = OTHER) }, /`composeExtensions.botId` is `9999/],
    ['single sign-on for another app', { manifest: (it) => (it.webApplicationInfo!.id = OTHER) }, /`webApplicationInfo.id` is `9999/],
    ['a token for another resource', { manifest: (it) => (it.webApplicationInfo!.resource = 'api://bot.contoso.com/x') }, /resource` must end in/],
    ['a domain that is missing', { manifest: (it) => (it.validDomains = ['token.botframework.com']) }, /lacks `bot.contoso.com`/],
    ['a sign-in that opens nowhere', { manifest: (it) => (it.validDomains = ['bot.contoso.com']) }, /lacks `token.botframework.com`/],
    ['a tab on another host', { manifest: (it) => (tab(it)['contentUrl'] = 'https://evil.example/tab') }, /lacks `evil.example`/],
    ['a command that was renamed', { manifest: (it) => (bot(it).commandLists[0]!.commands[0]!.title = 'who has no MFA') }, /not those of `src\/bot\/commands`/],
    ['a command that was dropped', { manifest: (it) => bot(it).commandLists[1]!.commands.pop() }, /not those of `src\/bot\/commands`/],
    ['a search that was dropped', { manifest: (it) => extension(it).commands.pop() }, /not those of `src\/bot\/searches.ts`/],
    ['a color icon of the wrong size', { files: (it) => (it['color.png'] = picture(96, [1, 2, 3])) }, /`color.png` is 96x96/],
    ['an outline icon of the wrong size', { files: (it) => (it['outline.png'] = picture(20, [255, 255, 255])) }, /`outline.png` is 20x20/],
    ['an outline icon in grey', { files: (it) => (it['outline.png'] = picture(32, [200, 200, 200])) }, /white on a transparent/],
    ['an icon that is damaged', { files: (it) => (it['outline.png'] = picture(32, [255, 255, 255]).fill(0, 0, 1)) }, /no PNG/],
    ['an icon that is missing', { files: (it) => delete it['color.png'] }, /`color.png` is missing/],
    ['files in a folder', { files: (it) => { it['app/color.png'] = it['color.png']!; } }, /`app\/color.png` does not belong/],
    ['a manifest that is no JSON', { files: (it) => (it['manifest.json'] = strToU8('{')) }, /`manifest.json` is missing/],
  ];
  for (const [rule, break_, problem] of rules) {
    it(`refuses ${rule}`, async () => {
      const problems = await checkPackage(await broken(break_));
      assert.ok(problems.some((each) => problem.test(each)), problems.join('\n') || 'no problem found');
    });
  }

  it('refuses an outline icon that fills its ground', async () => {
    const full = encode({ width: 32, height: 32, data: new Uint8Array(32 * 32 * 4).fill(255), channels: 4, depth: 8 });
    assert.match((await checkPackage(await broken({ files: (it) => (it['outline.png'] = full) }))).join(), /white on a transparent/);
  });

  it('refuses what is no zip', async () => assert.deepEqual(await checkPackage(strToU8('no zip')), ['the package is no zip file']));
});

describe('npm run package', function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), 'mfa-package-'));
  after(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => spawnSync(process.execPath, ['dist/appPackage.js', ...args], { encoding: 'utf8' });
  before(build);

  it('writes the package', async () => {
    const out = join(folder, 'app.zip');
    const { status, stderr, stdout } = run('--app-id', OPTIONS.appId, '--host', 'Bot.Contoso.COM', '--version', '1.2.3', '--out', out);
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /app\.zip: checked/);
    assert.deepEqual(await checkPackage(readFileSync(out)), []);
    assert.deepEqual(JSON.parse(strFromU8(unzipSync(readFileSync(out))['manifest.json']!)), (await packageFiles(OPTIONS)).manifest);
  });

  const wrong: [what: string, args: string[], sentence: RegExp][] = [
    ['the app id of nobody', ['--app-id', '00000000-0000-0000-0000-000000000000'], /^--app-id must be the bot's own app id: the all-zero GUID is nobody's; usage: .*\n$/],
    ['an IP address', ['--host', '10.0.0.1'], /^--host must be a public host name such as bot\.contoso\.com: Teams reaches no IP address.*\n$/],
    ['a folder that is not there', ['--out', join(folder, 'none', 'x.zip')], /^--out: `[^`]*x\.zip` cannot be written \(ENOENT\); name a file in a folder that exists.*\n$/],
  ];
  for (const [what, args, sentence] of wrong) {
    it(`refuses ${what} in one sentence, and writes nothing`, () => {
      const { status, stderr } = run('--app-id', OPTIONS.appId, '--host', OPTIONS.host, '--out', join(folder, 'none.zip'), ...args);
      assert.equal(status, 1);
      assert.match(stderr, sentence);
      assert.throws(() => readFileSync(join(folder, 'none.zip')));
    });
  }

  it('takes public host names only', () => {
    const refused = ['localhost', 'bot.localhost', 'bot.local', '1.2', '0x7f.1', '[::1]', 'bot.contoso.com.', 'bot.contoso.com:443', 'bot', 'bot.contoso.1'];
    for (const host of refused) assert.ok(!publicHost.safeParse(host).success, host);
    assert.deepEqual(['bot.contoso.com', 'BOT.xn--mnchen-3ya.xn--p1ai', '10.contoso.com'].map((host) => publicHost.parse(host)), ['bot.contoso.com', 'bot.xn--mnchen-3ya.xn--p1ai', '10.contoso.com']);
  });
});
