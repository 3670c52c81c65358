import assert from 'node:assert/strict';
import { runProduct, type RunningProduct } from './product.js';
import { action, TeamsClient, textOf, type Answer } from './teamsClient.js';

type Json = Record<string, unknown>;
interface Listed { contentType: string; content: Json; preview: { contentType: string; content: { title: string; text: string; tap: { type: string; value: Json } } } }

describe('search from the compose box', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;

  before(async () => {
    product = await runProduct();
    await product.app.store;
    teams = await TeamsClient.open(product.port);
  });
  after(async () => {
    await teams.close();
    await product.close();
  });

  const invoke = (name: string, value: unknown, parts: Json = {}): Promise<Answer> => teams.post(teams.activity('invoke', { name, value, ...parts }));
  const query = (commandId: string, words?: string, options: Json = {}): Promise<Answer> => {
    const parameters = words === undefined ? [{ name: 'initialRun', value: 'true' }] : [{ name: commandId === 'accounts' ? 'name' : 'words', value: words }];
    return invoke('composeExtension/query', { commandId, parameters, queryOptions: { skip: 0, count: 25, ...options } });
  };
  const extension = ({ status, body }: Answer): Json => {
    assert.equal(status, 200, JSON.stringify(body));
    return (body as { composeExtension: Json }).composeExtension;
  };
  const listed = (answer: Answer): Listed[] => {
    const { type, attachmentLayout, attachments } = extension(answer);
    assert.deepEqual([type, attachmentLayout], ['result', 'list']);
    return attachments as Listed[];
  };
  const titles = (answer: Answer): string[] => listed(answer).map(({ preview }) => preview.content.title);

  it('lists accounts by a part of a name, by an address, with accents and slips', async () => {
    assert.ok(titles(await query('accounts', 'anna')).every((title) => /anna/i.test(title)));
    assert.equal(titles(await query('accounts', 'bob lavoie')).length, 1);
    assert.deepEqual(titles(await query('accounts', 'avoi')), titles(await query('accounts', 'Lavoie')));
    assert.deepEqual(titles(await query('accounts', 'lavoye')), ['Bob Lavoie']);
    assert.equal(titles(await query('accounts', 'bob.lavoie@'))[0], 'Bob Lavoie');
  });

  it('lists the worst accounts before anything is typed, at most 25', async () => {
    const names = titles(await query('accounts'));
    const worst = await teams.say("who isn't MFA'd?");
    assert.equal(names.length, 25);
    assert.ok(textOf(worst.card).includes(names[0]!));
    assert.equal(titles(await query('accounts', 'a')).length, 25);
  });

  it('has one page', async () => assert.deepEqual(titles(await query('accounts', undefined, { skip: 25 })), []));

  it('posts what is chosen as the card that explains, and it refreshes in place', async () => {
    const [hit] = listed(await query('accounts', 'bob lavoie'));
    const { tap, text } = hit!.preview.content;
    assert.equal(tap.type, 'invoke');
    assert.match(text, /bob\.lavoie@.+: Can sign in without MFA/);
    const [chosen] = extension(await invoke('composeExtension/selectItem', tap.value))['attachments'] as Listed[];
    assert.match(textOf(chosen!.content), /Bob Lavoie[^]*Policy by policy/);
    const { refresh } = chosen!.content as { refresh: { action: Json } };
    const refreshed = await teams.press(refresh.action, 'posted');
    assert.match(textOf((refreshed.body as Json)['value']), /Bob Lavoie[^]*Policy by policy/);
  });

  it('posts a short card where a client does not ask for the chosen one; it leads to the same', async () => {
    const [hit] = listed(await query('accounts', 'bob lavoie'));
    assert.match(textOf(hit!.content), /demo tenant[^]*Bob Lavoie[^]*Can sign in without MFA/);
    const { refresh } = hit!.content as { refresh: { action: Json } };
    assert.equal(refresh.action['type'], 'Action.Execute');
    assert.equal(refresh.action['verb'], action(hit!.content, 'Why?')['verb']);
    const pressed = async (): Promise<string> => textOf(((await teams.press(refresh.action, 'posted')).body as Json)['value']);
    let shown = await pressed();
    // A busy machine says first that it works on it; the answer takes its place, and pressing again shows the same.
    while (/Working on it/.test(shown)) shown = await pressed();
    assert.match(shown, /Policy by policy/);
  });

  it('lists questions by their words, and the best ones before anything is typed', async () => {
    assert.ok(titles(await query('topics', 'trust')).some((title) => /trusted IP/i.test(title)));
    assert.ok(titles(await query('topics', 'do guests need it?')).some((title) => /guest/i.test(title)));
    const first = titles(await query('topics'));
    assert.equal(first.length, 25);
    const { card, id } = await teams.say('can I exclude our office IP?');
    await teams.press(action(card, /Yes/), id);
    assert.match(titles(await query('topics'))[0]!, /trusted IP/i);
  });

  it('posts an answer with its sources, and refreshes it without a new message', async () => {
    const [hit] = listed(await query('topics', 'trusted ip'));
    const [chosen] = extension(await invoke('composeExtension/selectItem', hit!.preview.content.tap.value))['attachments'] as Listed[];
    assert.match(textOf(chosen!.content), /Sources:/);
    const sent = teams.delivered.length;
    const { refresh } = chosen!.content as { refresh: { action: Json } };
    assert.match(textOf(((await teams.press(refresh.action, 'posted')).body as Json)['value']), /Sources:/);
    const automatic = { action: { type: 'Action.Execute', verb: refresh.action['verb'], data: refresh.action['data'] }, trigger: 'automatic' };
    assert.match(textOf(((await invoke('adaptiveCard/action', automatic, { replyToId: 'posted' })).body as Json)['value']), /Sources:/);
    assert.equal(teams.delivered.length, sent);
  });

  it('says why there is nothing', async () => {
    for (const [id, words] of [['accounts', 'nobody of that name'], ['topics', 'qqqq zzzz']] as const) {
      const { type, text } = extension(await query(id, words));
      assert.equal(type, 'message');
      assert.match(String(text), /No account has that|no answer about that/);
    }
  });

  const hostile: [what: string, name: string, value: unknown][] = [
    ['a search that does not exist', 'composeExtension/query', { commandId: 'secrets', parameters: [] }],
    ['a query without a value', 'composeExtension/query', undefined],
    ['a choice of another button', 'composeExtension/selectItem', { verb: 'rescan', data: {} }],
    ['a choice without data', 'composeExtension/selectItem', { verb: 'explain' }],
    ['a choice that is an object where an id belongs', 'composeExtension/selectItem', { verb: 'explain', data: { account: { $ne: 1 } } }],
  ];
  for (const [what, name, value] of hostile) {
    it(`refuses ${what}`, async () => assert.equal((await invoke(name, value)).status, 400));
  }

  it('takes words that are no text, or very many of them', async () => {
    const odd = { commandId: 'accounts', parameters: [{ name: 'name', value: { $ne: 1 } }] };
    assert.equal(listed(await invoke('composeExtension/query', odd)).length, 25);
    assert.ok(titles(await query('accounts', 'x '.repeat(20_000))).length <= 25);
  });

  it('has written nothing to the log until here', () => assert.deepEqual(product.log, []));
});
