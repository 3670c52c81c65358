import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { SIGN_IN_PERMISSIONS, writePermissions } from '../../src/graph/permissions/table.js';
import { loadConfig } from '../../src/config.js';

const FILES = ['main.bicep', 'modules/database.bicep', 'modules/web.bicep', 'modules/bot.bicep'];
const read = (file: string): string => readFileSync(new URL(`../../infra/${file}`, import.meta.url), 'utf8');
const files = new Map(FILES.map((file) => [file, read(file)]));
const main = files.get('main.bicep')!;
const web = files.get('modules/web.bicep')!;
const bot = files.get('modules/bot.bicep')!;

const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
const params = (text: string): string[] => found(text, /^param (\w+)/gm);
const secureParams = (text: string): string[] => found(text, /@secure\(\)\nparam (\w+)/g);
/** Without comments, and of strings only what is put into them. */
const code = (text: string): string => text.replaceAll(/\/\/.*$|'(?:\\.|[^'\\\n])*'/gm, (part) => found(part, /(?<!^\/\/.*)\$\{([^}]*)\}/g).map((used) => ` ${used} `).join(' '));

/** The body of a block that begins with this line. */
function block(text: string, head: RegExp): string {
  const start = head.exec(text);
  assert.ok(start, String(head));
  const from = start.index + start[0].length;
  const end = text.slice(from).search(/^\}/m);
  return text.slice(from, from + end);
}

interface SyntaxNode { isError: boolean; isMissing: boolean; text: string; startPosition: { row: number }; children: SyntaxNode[] }
interface TreeSitter {
  Parser: { new (): { setLanguage(language: unknown): void; parse(text: string): { rootNode: SyntaxNode } }; init(): Promise<void> };
  Language: { load(path: string): Promise<unknown> };
}
const wrong = (node: SyntaxNode): string[] => [...(node.isError || node.isMissing ? [`line ${node.startPosition.row + 1}: ${node.text.slice(0, 40)}`] : []), ...node.children.flatMap(wrong)];

describe('the templates for Azure', () => {
  it('are Bicep by its grammar', async function () {
    const require = createRequire(import.meta.url);
    const [runtime, grammar] = ['web-tree-sitter', 'tree-sitter-bicep/tree-sitter-bicep.wasm'];
    try {
      require.resolve(runtime);
    } catch {
      // Of no use to the product, and one of them wants to compile: CI installs them beside it.
      console.log(`      skipped: \`npm install --no-save --ignore-scripts tree-sitter-bicep@1.1.0 ${runtime}@0.27.2\` brings the grammar`);
      return this.skip();
    }
    const { Parser, Language } = require(runtime) as TreeSitter;
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(require.resolve(grammar)));
    for (const [file, text] of files) assert.deepEqual(wrong(parser.parse(text).rootNode), [], file);
    assert.notDeepEqual(wrong(parser.parse(`${main}\nparam = {`).rootNode), []);
  });

  it('close what they open, and use nothing that they do not declare', () => {
    for (const [file, text] of files) {
      const plain = code(text);
      for (const [open, close] of [['{', '}'], ['[', ']'], ['(', ')']] as const) assert.equal(plain.split(open).length, plain.split(close).length, `${file} ${open}`);
      const declared = new Set([...params(text), ...found(text, /^\s*(?:var|resource|module) (\w+)/gm)]);
      const used = found(plain, /(?<![.\w:@])([a-z]\w*)(?=\.(?:id|name|properties|outputs)\b|::)/g);
      assert.deepEqual(used.filter((name) => !declared.has(name)), [], file);
      assert.deepEqual(params(text).filter((name) => plain.split(new RegExp(`\\b${name}\\b`)).length < 3 && !text.includes(`\${${name}}`)), [], file);
    }
  });

  it('give each module exactly what it asks for', () => {
    for (const name of ['database', 'web', 'bot']) {
      const body = block(main, new RegExp(`^module ${name} 'modules/${name}\\.bicep' = \\{\n`, 'm'));
      const given = found(block(body.replaceAll(/^ {2}/gm, ''), /^params: \{\n/m), /^ {2}(\w+):/gm);
      assert.deepEqual(given.toSorted(), params(files.get(`modules/${name}.bicep`)!).toSorted(), name);
    }
    const given = found(read('main.bicepparam'), /^param (\w+)/gm);
    const needed = params(main).filter((name) => new RegExp(`^param ${name} \\w+$`, 'm').test(main));
    assert.deepEqual([...needed, 'metricsToken'].toSorted(), given.toSorted());
  });

  it('hold no secret, and let none out', () => {
    assert.deepEqual(secureParams(main), ['appSecret', 'databasePassword', 'metricsToken']);
    for (const [file, text] of files) {
      const secret = secureParams(text);
      assert.deepEqual(found(text, /^output \w+ \w+ = (.*)$/gm).filter((value) => secret.some((name) => value.includes(name))), [], file);
      assert.doesNotMatch(text, /(?:password|secret)\w*: '(?!\$\{|@Microsoft\.KeyVault)[^']/i);
    }
    for (const name of secureParams(main)) assert.match(read('main.bicepparam'), new RegExp(`param ${name} = readEnvironmentVariable\\(`));
    assert.deepEqual(secureParams(web), []);
    assert.deepEqual(found(main, /^ {6}(\w+): '@Microsoft\.KeyVault\(SecretUri=\$\{[\w.]+\}\)'$/gm), ['MicrosoftAppPassword', 'DATABASE_URL']);
  });

  it('set the token of the metrics only where there is one, and from the vault', () => {
    assert.match(main, /resource metricsSecret '[^']+' = if \(!empty\(metricsToken\)\) \{/);
    assert.match(main, /empty\(metricsToken\) \? \{\} : \{\n\s*METRICS_TOKEN: '@Microsoft\.KeyVault\(VaultName=\$\{vault\.name\};SecretName=metrics-token\)'/);
    assert.match(web, /healthCheckPath: '\/healthz'/, 'a probe asks what is open');
  });

  it('set variables that the product reads, to values that it takes', () => {
    const settings = Object.fromEntries(found(web, /^ {6}(\w+): (?=.*$)/gm).filter((name) => /^[A-Z]/.test(name) || name.startsWith('Microsoft')).map((name) => [name, name]));
    const id = '11111111-2222-4333-8444-555555555555';
    const values = { MANAGED_IDENTITY: id, MicrosoftAppId: id, MicrosoftAppTenantId: id, MicrosoftAppType: /MicrosoftAppType: '(\w+)'/.exec(web)![1]!, MicrosoftAppPassword: 'x', DATABASE_URL: 'postgres://mfa:x@host:5432/mfa?sslmode=verify-full' };
    assert.deepEqual(Object.keys(settings).filter((name) => !name.startsWith('WEBSITES_') && !Object.hasOwn(values, name)), ['OAUTH_CONNECTION_NAME']);
    const config = loadConfig({ ...values, OAUTH_CONNECTION_NAME: /OAUTH_CONNECTION_NAME: '(\w+)'/.exec(web)![1] });
    assert.deepEqual([config.graph?.credential.kind, config.bot?.settings.MicrosoftAppType, config.enforcement.writes], ['managedIdentity', 'SingleTenant', 'delegated']);
    assert.match(bot, new RegExp(`resource graph 'connections' = \\{\n    name: '${config.enforcement.oauthConnectionName}'`));
    assert.match(web, new RegExp(`WEBSITES_PORT: '${config.port}'`));
  });

  it('ask for the delegated permissions of the table, and for the address of setup', () => {
    const scopes = found(block(bot, /^var scopes = \[\n/m).split(']')[0]!, /^ {2}'(.+)'$/gm);
    const wanted = [...SIGN_IN_PERMISSIONS.map(({ name }) => name), ...writePermissions({ roleGroups: false }).map(({ name }) => `https://graph.microsoft.com/${name}`)];
    assert.deepEqual(scopes, wanted);
    assert.ok(bot.includes("value: 'api://${host}/botid-${appId}'"));
    assert.ok(bot.includes("endpoint: 'https://${host}/api/messages'"));
  });
});
