import assert from 'node:assert/strict';
import { action, actionsOf, TeamsClient, textOf, type Answer } from './teamsClient.js';
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
      const sent = teams.delivered.length;
      const second = cardIn(await teams.press(action(card, 'Next ›'), id));
      assert.match(textOf(second), /11 to 20 of/);
      const admins = cardIn(await teams.press(action(card, 'Admins'), id));
      assert.notEqual(textOf(admins), textOf(card));
      const why = cardIn(await teams.press(action(second, 'Why?'), id));
      assert.match(textOf(why), /What would close it[^]*Policy by policy/);
      const back = cardIn(await teams.press(action(why, '‹ Back to the list'), id));
      assert.match(textOf(back), /11 to 20 of/);
      assert.equal(teams.delivered.length, sent, 'nothing but the card itself may change');
    });

    it('clamps a page beyond the last to the last', async () => {
      const card = cardIn(await teams.press({ verb: 'list', data: { filter: 'all', page: 999_999 } }, 'x'));
      assert.ok(!actionsOf(card).some(({ title }) => title === 'Next ›'));
      assert.ok(actionsOf(card).some(({ title }) => title === 'Why?'));
    });

    it('reads the tenant again at Rescan', async () => {
      const { card, id } = await teams.say("who isn't MFA'd?");
      const before = product.app.scanner.latest()!.report.scannedAt;
      const answer = cardIn(await teams.press(action(card, 'Rescan'), id));
      // A scan that takes long is first answered with its progress; then the message itself is updated.
      const isProgress = /accounts so far/.test(textOf(answer));
      const result = isProgress ? (await teams.when(() => teams.delivered.find((each) => each.kind === 'updated' && each.id === id && /can sign in/.test(textOf(each.card))))).card : answer;
      assert.match(textOf(result), /accounts can sign in without MFA/);
      assert.notEqual(product.app.scanner.latest()!.report.scannedAt, before);
    });

    it('takes Action.Submit of older clients and updates the message', async () => {
      const { card, id } = await teams.say("who isn't MFA'd?");
      const { verb, data } = action(card, 'Next ›') as { verb: string; data: Json };
      const before = teams.delivered.length;
      await teams.post(teams.activity('message', { value: { ...data, verb }, replyToId: id }));
      const [update] = teams.delivered.slice(before);
      assert.deepEqual([update?.kind, update?.id], ['updated', id]);
      assert.match(textOf(update?.card), /11 to 20 of/);
    });
  });

  describe('conversation', () => {
    it('lists candidates for an ambiguous name, and takes the choice', async () => {
      const { card, id } = await teams.say('why is Anna flagged?');
      assert.match(textOf(card), /fits 2 accounts/);
      assert.match(textOf(cardIn(await teams.press(action(card, 'This one'), id))), /Anna/);
    });

    it('remembers the list for each person of a conversation', async () => {
      await teams.say('which admins have no mfa');
      assert.match(textOf((await teams.say('explain number 2')).card), /Policy by policy/);
      const eve = { from: { id: '29:eve', aadObjectId: '20000000-0000-4000-8000-0000000000ee' } };
      assert.match(textOf(cardIn(await teams.press({ verb: 'explain', data: { account: '#2' } }, 'x', eve))), /has no number 2/);
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
      assert.match(textOf(cardIn(await teams.press(action(card, /Yes/), id))), /Thanks/);
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
      ['no verb', {}],
      ['a verb of the object prototype', { verb: 'constructor', data: {} }],
      ['an account that is an object', { verb: 'explain', data: { account: { $ne: 1 } } }],
      ['a vote without a topic', { verb: 'vote', data: { topics: [], helpful: true } }],
      ['an intent that was never offered', { verb: 'choose', data: { intent: 'scan-now', account: 'x' } }],
      ['a change that does not exist', { verb: 'what-if', data: { change: 'constructor' } }],
    ];
    for (const [what, pressed] of hostile) {
      it(`refuses ${what}`, async () => {
        const { status, body } = await teams.press(pressed as Json, 'x');
        assert.deepEqual([status, (body as Json)['type']], [400, 'application/vnd.microsoft.activity.message']);
      });
    }

    it('resolves ids again: an account of nowhere is not found', async () => {
      const card = cardIn(await teams.press({ verb: 'explain', data: { account: '../../etc/passwd' } }, 'x'));
      assert.match(textOf(card), /find no account/);
    });

    it('takes nobody\'s word in a card for who they are', async () => {
      const claims = { account: '$me', from: { aadObjectId: 'other' }, person: { personId: 'x' } };
      assert.match(textOf(cardIn(await teams.press({ verb: 'explain', data: claims }, 'x'))), /find no account|don't know which account/);
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
