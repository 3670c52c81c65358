import assert from 'node:assert/strict';
import { demoPersona } from '../../src/demo/index.js';
import { teamsLinks } from '../../src/bot/teams/index.js';
import { withMoreRoom } from '../../src/bot/teams/beyond.js';
import { runProduct, type RunningProduct } from './product.js';
import { action, actionsOf, TeamsClient, textOf } from './teamsClient.js';

type Json = Record<string, unknown>;
interface Task { type: string; value: { title: string; card: { contentType: string; content: Json } } }

describe('dialogs, and ways into the tab', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;
  let bob: string;

  before(async () => {
    product = await runProduct();
    teams = await TeamsClient.open(product.port);
    await product.app.store;
    bob = product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Bob Lavoie')!.id;
  });
  after(async () => {
    await teams.close();
    await product.close();
  });

  async function task(name: 'task/fetch' | 'task/submit', data: unknown): Promise<Task> {
    const { status, body } = await teams.post(teams.activity('invoke', { name, value: { data, context: { theme: 'dark' } }, from: { id: '29:dana', aadObjectId: demoPersona.aadObjectId } }));
    assert.equal(status, 200, JSON.stringify(body));
    return (body as { task: Task }).task;
  }

  /** A button that a card only has once Entra has told what the person may do. */
  async function offered(title: RegExp): Promise<Json> {
    for (;;) {
      const { value } = await task('task/fetch', { verb: 'explain', account: bob });
      const found = actionsOf(value.card.content).find((each) => title.test(String(each['title'])));
      if (found) return found;
    }
  }

  it('opens the explanation of an account in a dialog, with buttons that dialogs know', async () => {
    const { type, value } = await task('task/fetch', { msteams: { type: 'task/fetch' }, verb: 'explain', account: bob });
    assert.equal(type, 'continue');
    assert.match(textOf(value.card.content), /Bob Lavoie[^]*Policy by policy/);
    const types = new Set(actionsOf(value.card.content).map((each) => each['type']));
    assert.ok(types.has('Action.Submit') && !types.has('Action.Execute'), [...types].join());
    assert.equal('refresh' in value.card.content, false);
  });

  it('answers a button of a dialog in the dialog: the preview of a plan', async () => {
    const enforce = await offered(/^Enforce MFA/);
    const preview = await task('task/submit', enforce['data']);
    assert.equal(preview.type, 'continue');
    assert.match(textOf(preview.value.card.content), /Bob Lavoie/);
    assert.match(JSON.stringify(actionsOf(preview.value.card.content)), /enforce-confirm/);
  });

  it('says a sentence where it knows neither the button nor its data', async () => {
    for (const data of [{ verb: 'format-disk' }, { verb: 'explain' }, { verb: 7 }, undefined, 'explain']) {
      const { type, value } = await task('task/submit', data);
      assert.deepEqual([type, /don't know this button/.test(String(value))], ['message', true]);
    }
  });

  it('leads from a card to the same account in the tab of this machine, and offers no dialog to the simulator, which has none', async () => {
    await teams.say('why is bob lavoie flagged?');
    const { card } = await teams.when(() => teams.delivered.find((each) => textOf(each.card).includes('Policy by policy')));
    assert.equal(action(card, 'Open in the report')['url'], `http://127.0.0.1:${product.port}/tab#/account/${bob}`);
    assert.equal(actionsOf(card).some((each) => each['title'] === 'Open larger'), false);
  });

  it('leads into the tab in Teams, and to a dialog; the card path stays', () => {
    const execute = { type: 'Action.Execute', verb: 'x' };
    const card = withMoreRoom({ card: { actions: [execute] }, page: `account/${bob}`, refresh: { verb: 'explain', data: { account: bob } } }, { linkTo: teamsLinks('app-id'), hasDialogs: true });
    const [first, link, dialog] = card['actions'] as Json[];
    assert.deepEqual(first, execute);
    const url = new URL(String(link!['url']));
    assert.equal(`${url.origin}${url.pathname}`, 'https://teams.microsoft.com/l/entity/app-id/report');
    assert.deepEqual(JSON.parse(url.searchParams.get('context')!), { subEntityId: `account/${bob}` });
    assert.deepEqual(dialog!['data'], { account: bob, verb: 'explain', msteams: { type: 'task/fetch' } });
  });

  it('moves what is beyond six buttons, where Teams shows no more, into the menu', () => {
    const actions = ['Enforce', 'Ticket', 'Accept', 'Back', 'One', 'Two'].map((title) => ({ type: 'Action.Execute', title }));
    const { actions: shown } = withMoreRoom({ card: { actions }, page: `account/${bob}`, refresh: { verb: 'explain', data: { account: bob } } }, { linkTo: teamsLinks('app-id'), hasDialogs: true });
    assert.deepEqual((shown as Json[]).map(({ title, mode }) => [title, mode]), [
      ['Enforce', undefined], ['Ticket', undefined], ['Accept', undefined], ['Back', undefined], ['One', undefined],
      ['Two', 'secondary'], ['Open in the report', 'secondary'], ['Open larger', 'secondary'],
    ]);
  });

  it('adds nothing to a card that shows nothing of the tab', () => assert.deepEqual(withMoreRoom({ card: { body: [] } }, { linkTo: teamsLinks('a'), hasDialogs: true }), { body: [] }));
});
