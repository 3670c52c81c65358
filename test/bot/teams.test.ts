import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { buttons } from '../../src/bot/buttons/index.js';
import { action, actionsOf, isProgress, TeamsClient, textOf, type Answer } from './teamsClient.js';
import { demoPersona } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from './product.js';

type Json = Record<string, unknown>;

const cardIn = ({ status, body }: Answer): Json => {
  assert.equal(status, 200);
  const response = body as Json;
  assert.equal(response['type'], 'application/vnd.microsoft.card.adaptive', JSON.stringify(body).slice(0, 300));
  return response['value'] as Json;
};

describe('the bot in Teams', function () {
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

  /** Presses a button and gives the card that stands there in the end. */
  const pressed = async (...[button, id, parts]: Parameters<TeamsClient['press']>): Promise<Json> => {
    const before = teams.delivered.length;
    const card = cardIn(await teams.press(button, id, parts));
    return isProgress(card) ? (await teams.settled(id, before)).card! : card;
  };

  describe('welcome', () => {
    const installed = (id: string): Json => teams.activity('installationUpdate', { action: 'add', conversation: { id } });
    const joined = (id: string): Json => teams.activity('conversationUpdate', { membersAdded: [{ id: '28:bot' }], conversation: { id } });
    const welcomes = (id: string): number => teams.delivered.filter((each) => each.conversationId === id).length;

    it('comes once for each conversation, however often and at the same moment Teams announces it', async () => {
      await Promise.all([teams.post(installed('a:one')), teams.post(joined('a:one')), teams.post(installed('a:one')), teams.post(installed('a:two'))]);
      assert.deepEqual([welcomes('a:one'), welcomes('a:two')], [1, 1]);
      assert.match(textOf(teams.delivered.at(-1)!.card), /demo tenant[^]*Is MFA really required/);
    });

    it('comes again after the bot was removed and added', async () => {
      await teams.post(teams.activity('installationUpdate', { action: 'remove', conversation: { id: 'a:one' } }));
      await teams.post(installed('a:one'));
      assert.equal(welcomes('a:one'), 2);
    });

    it('does not greet other people who join', async () => {
      await teams.post(teams.activity('conversationUpdate', { membersAdded: [{ id: '29:eve' }], conversation: { id: 'a:three' } }));
      assert.equal(welcomes('a:three'), 0);
    });
  });

  describe('the list', () => {
    it('answers the question with the worst ten', async () => {
      const { card, activity } = await teams.say("who isn't MFA'd?");
      assert.match(textOf(card), /\d+ of \d+ accounts can sign in without MFA/);
      assert.match(String(activity['summary']), /accounts can sign in without MFA/);
      assert.equal(actionsOf(card).filter(({ title }) => title === 'Why?').length, 10);
    });

    it('pages, filters, explains and comes back in place', async () => {
      const { card, id } = await teams.say("who isn't MFA'd?");
      const sent = (): number => teams.delivered.filter(({ kind }) => kind === 'sent').length;
      const before = sent();
      const second = await pressed(action(card, 'Next ›'), id);
      assert.match(textOf(second), /11 to 20 of/);
      const admins = await pressed(action(card, 'Admins'), id);
      assert.notEqual(textOf(admins), textOf(card));
      const why = await pressed(action(second, 'Why?'), id);
      assert.match(textOf(why), /What would close it[^]*Policy by policy/);
      const back = await pressed(action(why, '‹ Back to the list'), id);
      assert.match(textOf(back), /11 to 20 of/);
      assert.equal(sent(), before, 'nothing but the card itself may change');
    });

    it('clamps a page beyond the last to the last', async () => {
      const card = await pressed({ verb: 'list', data: { filter: 'all', page: 999_999 } }, 'x');
      assert.ok(!actionsOf(card).some(({ title }) => title === 'Next ›'));
      assert.ok(actionsOf(card).some(({ title }) => title === 'Why?'));
    });

    it('reads the tenant again at Rescan', async () => {
      const { card, id } = await teams.say("who isn't MFA'd?");
      const before = product.app.scanner.latest()!.report.scannedAt;
      assert.match(textOf(await pressed(action(card, 'Rescan'), id)), /accounts can sign in without MFA/);
      assert.notEqual(product.app.scanner.latest()!.report.scannedAt, before);
    });

    it('takes Action.Submit of older clients and updates the message', async () => {
      const { card, id } = await teams.say("who isn't MFA'd?");
      const { verb, data } = action(card, 'Next ›') as { verb: string; data: Json };
      const before = teams.delivered.length;
      await teams.post(teams.activity('message', { value: { ...data, verb }, replyToId: id }));
      assert.match(textOf((await teams.settled(id, before)).card), /11 to 20 of/);
      assert.deepEqual(new Set(teams.delivered.slice(before).map((each) => `${each.kind} ${each.id}`)), new Set([`updated ${id}`]));
    });
  });

  describe('conversation', () => {
    it('lists candidates for an ambiguous name, and takes the choice', async () => {
      const { card, id } = await teams.say('why is Anna flagged?');
      assert.match(textOf(card), /fits 2 accounts/);
      assert.match(textOf(await pressed(action(card, 'This one'), id)), /Anna/);
    });

    it('remembers the list for each person of a conversation', async () => {
      await teams.say('which admins have no mfa');
      assert.match(textOf((await teams.say('explain number 2')).card), /Policy by policy/);
      const eve = { from: { id: '29:eve', aadObjectId: '20000000-0000-4000-8000-0000000000ee' } };
      assert.match(textOf(await pressed({ verb: 'explain', data: { account: '#2' } }, 'x', eve)), /has no number 2/);
    });

    it('shows those who may what enforcing would take, and changes nothing', async () => {
      const dana = { from: { id: '29:real-dana', aadObjectId: demoPersona.aadObjectId, name: demoPersona.displayName } };
      const { card } = await teams.say('enforce mfa for bob lavoie', dana);
      assert.match(textOf(card), /nothing has been changed yet[^]*Bob Lavoie[^]*Compliant afterwards/);
      assert.match(textOf((await teams.say('no wait', dana)).card), /Dropped[^]*Nothing was changed/);
      assert.match(textOf((await teams.say('enforce mfa for bob lavoie')).card), /no account in the tenant/);
    });

    it('answers a mention in a channel, in its thread', async () => {
      const conversation = { id: '19:c@thread.tacv2;messageid=5', conversationType: 'channel' };
      const entities = [{ type: 'mention', mentioned: { id: '28:bot', name: 'MFA Bot' }, text: '<at>MFA Bot</at>' }];
      const { conversationId, card } = await teams.say('<at>MFA Bot</at> are we compliant?', { conversation, entities });
      assert.equal(conversationId, conversation.id);
      assert.match(textOf(card), /Four bars/);
    });

    it('answers a question with its sources, keeps the vote and thanks', async () => {
      const { card, id } = await teams.say('can I exclude our office IP?');
      assert.match(textOf(card), /Trusted IPs[^]*Sources:/);
      assert.ok(actionsOf(card).some(({ type }) => type === 'Action.ToggleVisibility'));
      assert.match(textOf(await pressed(action(card, /Yes/), id)), /Thanks/);
    });

    it('answers a related question below, and leaves the card', async () => {
      const { id } = await teams.say('can I exclude our office IP?');
      const before = teams.delivered.length;
      const { status, body } = await teams.press({ verb: 'topic', data: { topics: ['guest-users'] } }, id);
      assert.deepEqual([status, (body as Json)['type']], [200, 'application/vnd.microsoft.activity.message']);
      assert.equal(teams.delivered[before]?.kind, 'sent');
    });

    it('says that it only reads text', async () => {
      assert.match(textOf((await teams.say('')).card), /only read text/);
    });
  });

  describe('what nobody expects', () => {
    it('answers an unknown invoke with 501 and an unknown activity with 200', async () => {
      assert.equal((await teams.post(teams.activity('invoke', { name: 'no/such' }))).status, 501);
      assert.equal((await teams.post(teams.activity('messageReaction', { reactionsAdded: [{ type: 'like' }] }))).status, 200);
      assert.equal((await teams.post(teams.activity('somethingNew'))).status, 200);
    });

    const hostile: [string, unknown][] = [
      ['an unknown verb', { verb: 'enforce-everything', data: {} }],
      ['a verb of the object prototype', { verb: 'constructor', data: {} }],
      ['an account that is an object', { verb: 'explain', data: { account: { $ne: 1 } } }],
      ['a vote without a topic', { verb: 'vote', data: { topics: [], helpful: true } }],
      ['an intent that was never offered', { verb: 'choose', data: { intent: 'scan-now', account: 'x' } }],
      ['a change that does not exist', { verb: 'what-if', data: { change: 'constructor' } }],
    ];
    for (const [what, button] of hostile) {
      it(`refuses ${what}`, async () => {
        const { status, body } = await teams.press(button as Json, 'x');
        assert.deepEqual([status, (body as Json)['type']], [400, 'application/vnd.microsoft.activity.message']);
      });
    }

    const invoke = (name: string, value: unknown): Promise<Answer> => teams.post(teams.activity('invoke', { name, value, replyToId: 'x' }));

    for (const value of [undefined, null, {}, [], 'press', 7, { action: null }, { action: [] }, { action: {} }, { action: { verb: 'list' } }, { action: { type: 'Action.Execute', verb: { toString: 'list' } } }, { action: { type: 'Action.Execute' } }]) {
      it(`answers the press ${JSON.stringify(value)} with Teams' error and a sentence`, async () => {
        const { status, body } = await invoke('adaptiveCard/action', value);
        assert.deepEqual([status, (body as Json)['type'], (body as Json)['statusCode']], [400, 'application/vnd.microsoft.error', 400]);
        assert.match(String(((body as Json)['value'] as Json)['message']), /^This press names no .*\.$/);
      });
    }

    it('answers whatever an invoke carries', async () => {
      const names = fc.constantFrom('adaptiveCard/action', 'composeExtension/query', 'composeExtension/selectItem', 'composeExtension/submitAction', 'task/fetch', 'task/submit', 'fileConsent/invoke', 'signin/verifyState', 'signin/tokenExchange', 'tab/fetch');
      const verbs = fc.oneof(fc.constantFrom(...buttons.map(({ verb }) => verb)), fc.string());
      const data = fc.dictionary(fc.constantFrom('account', 'accounts', 'plan', 'ticket', 'topics', 'text', 'page', 'below', 'subscription', 'verb'), fc.jsonValue({ maxDepth: 2 }));
      const press = fc.record({ action: fc.record({ type: fc.constantFrom('Action.Execute', 'Action.Submit'), verb: verbs, data: fc.oneof(data, fc.jsonValue()) }), trigger: fc.constantFrom('manual', 'automatic') });
      const value = fc.oneof(press, fc.record({ action: fc.jsonValue() }), fc.record({ data: fc.oneof(data, fc.jsonValue()) }), fc.jsonValue());
      await fc.assert(fc.asyncProperty(names, value, async (name, carried) => {
        const { status, body } = await invoke(name, carried);
        assert.ok([200, 400, 501].includes(status), `${status} ${JSON.stringify(body)}`);
        assert.ok(status === 200 || typeof body === 'object', `${name} ${status} without a word`);
        assert.deepEqual(product.log, []);
      }), { numRuns: 150, seed: 7 });
    });

    it('resolves ids again: an account of nowhere is not found', async () => {
      const card = await pressed({ verb: 'explain', data: { account: '../../etc/passwd' } }, 'x');
      assert.match(textOf(card), /find no account/);
    });

    it('takes nobody\'s word in a card for who they are', async () => {
      const claims = { account: '$me', from: { aadObjectId: 'other' }, person: { personId: 'x' } };
      assert.match(textOf(await pressed({ verb: 'explain', data: claims }, 'x')), /find no account|don't know which account/);
    });

    it('answers a message of 60 KB, of emoji and of controls', async () => {
      for (const text of ['who '.repeat(15_000), '🙂'.repeat(500), '\u202E\u0000\u001B[2J']) {
        assert.ok(textOf((await teams.say(text)).card).length > 0);
      }
    });

    it('has written nothing to the log until here', () => {
      assert.deepEqual(product.log, []);
    });
  });
});
