import assert from 'node:assert/strict';
import { otherPersonas, tenantId } from '../../src/demo/index.js';
import { channel, DailyStage, personal, read } from './dailyStage.js';
import { action } from './teamsClient.js';

describe('daily cards in Teams', function () {
  this.timeout(180_000);
  const stage = new DailyStage();
  before(() => stage.open());
  after(() => stage.close());

  const rules = async (place: ReturnType<typeof personal>) => (await stage.subscriptions(place)).map(({ rule, filter }) => [rule.time, rule.days.length, rule.zone, (filter as { filter?: string } | undefined)?.filter ?? 'all']);

  it('are asked for, changed and stopped in words', async () => {
    const place = personal('words');
    assert.match(await stage.say('send me this every weekday at 8:30', place), /next card comes on Thursday 26 November at 08:30[^]*about all accounts[^]*Every weekday at 08:30 \(Europe\/Paris\)/);
    assert.match(await stage.say('make it 9', place), /Changed: the next card comes on Thursday 26 November at 09:00[^]*Before: every weekday at 08:30/);
    assert.match(await stage.say('only mondays', place), /next card comes on Monday 30 November at 09:00[^]*On Mondays at 09:00/);
    assert.match(await stage.say('only admins', place), /about admins/);
    assert.deepEqual(await rules(place), [['09:00', 1, 'Europe/Paris', 'admins']]);
    assert.match(await stage.say('what is subscribed here?', place), /One daily card comes here[^]*about admins[^]*Next card: Monday 30 November at 09:00[^]*Set up by Dana Whitfield/);
    assert.match(await stage.say('stop it', place), /Stopped: no daily card about admins comes here any more/);
    assert.match(await stage.say('what is subscribed here?', place), /No daily card comes here/);
    assert.match(await stage.say('stop the daily report', place), /nothing to stop/);
  });

  it('follow the zone that is said, else the client\'s, else they ask', async () => {
    const place = personal('zones');
    assert.match(await stage.say('send me the report every day at 7 am Tokyo time', place, { zone: {} }), /every day at 07:00 \(Asia\/Tokyo\)/i);
    const other = personal('client');
    const clientInfo = { entities: [{ type: 'clientInfo', timezone: 'America/Toronto' }] };
    assert.match(await stage.say('send me the report every day at 7', other, { zone: clientInfo }), /07:00 \(America\/Toronto\)/);
    const nobody = personal('nobody');
    assert.match(await stage.say('send me the report on weekdays at 7', nobody, { zone: {} }), /In which time zone/);
    assert.deepEqual(await rules(nobody), []);
    assert.match(await stage.say('Montreal', nobody, { zone: {} }), /every weekday at 07:00 \(America\/Toronto\)/i);
    assert.match(await stage.say('send me the report every day at 7 Gotham time', personal('gotham')), /I don't know the time zone “Gotham”/);
  });

  it('do not come at the usual time where another one was meant that can not be read', async () => {
    const place = personal('unreadable');
    for (const words of ['send me this every weekday at 25:00', 'send me this every weekday at half past', 'send me this daily at 8:75']) {
      assert.match(await stage.say(words, place), /I can't read the time in that/, words);
    }
    assert.deepEqual(await rules(place), []);
    await stage.say('send me this every weekday at eight thirty in New York', place);
    assert.deepEqual(await rules(place), [['08:30', 5, 'America/New_York', 'all']]);
  });

  it('lose and gain a day of those there are', async () => {
    const place = personal('days');
    const days = async (): Promise<string> => (await stage.subscriptions(place)).map(({ rule }) => rule.days.join(' ')).join(' | ');
    await stage.say('send me this every weekday at 8:30', place);
    for (const [words, left] of [['not on fridays', 'mon tue wed thu'], ['except mondays', 'tue wed thu'], ['also on saturdays', 'tue wed thu sat'], ['weekdays except wednesdays', 'mon tue thu fri']] as const) {
      assert.match(await stage.say(words, place), /Changed/, words);
      assert.equal((await days()).split(' ').toSorted().join(' '), left.split(' ').toSorted().join(' '), words);
    }
    assert.match(await stage.say('not on weekdays', place), /No day would be left[^]*Nothing was changed/);
    assert.match(await stage.say('make it mon, tue, thu and fri', place), /It is so already/);
    assert.match(await stage.say('another one on saturdays at 10', place), /Done/);
    assert.match(await days(), / \| sat$/);
  });

  it('change nothing where a card is wanted once, or twice a day', async () => {
    const place = personal('once');
    assert.match(await stage.say('send me this at 8:30 tomorrow', place), /by the week, not once[^]*Nothing was changed/);
    assert.match(await stage.say('send me this every day at 8:30 and at 17:00', place), /at one time of the day[^]*Nothing was changed/);
    assert.deepEqual(await rules(place), []);
    await stage.say('send me this every day at 8:30', place);
    for (const words of ['at 9 and at 17:00', 'once at 9', 'only today']) assert.match(await stage.say(words, place), /Nothing was changed/, words);
    assert.deepEqual(await rules(place), [['08:30', 7, 'Europe/Paris', 'all']]);
    assert.match(await stage.say('another one at 17:00 about admins', place), /Done[^]*about admins/);
    assert.deepEqual(await rules(place), [['08:30', 7, 'Europe/Paris', 'all'], ['17:00', 7, 'Europe/Paris', 'admins']]);
  });

  it('keep a fixed offset, and come back with the zone they had', async () => {
    const place = personal('offset');
    const wish = async (words: string): Promise<string> => stage.say(words, place);
    assert.match(await wish('send me this every day at 7 UTC+5:30'), /Done: the next card comes on Friday 27 November at 07:00[^]*\(UTC\+5:30\)/);
    const [first] = await stage.subscriptions(place);
    assert.equal(first?.nextDue, '2026-11-27T01:30:00.000Z');
    assert.match(await wish('send me this every day at 7 UTC+5:30'), /It is so already: the next card comes on Friday 27 November at 07:00/);
    assert.match(await wish('stop it'), /Say "send me this every day at 07:00 UTC\+5:30" to have it again/);
    assert.match(await wish('send me this every day at 07:00 UTC+5:30'), /Done/);
    for (const [words, zone] of [['GMT+2', 'UTC+2'], ['make it 8 +02:00', 'UTC+2'], ['New York time', 'America/New_York']] as const) {
      await wish(words);
      assert.equal((await stage.subscriptions(place))[0]?.rule.zone, zone, words);
    }
    assert.match(await wish('stop it'), /at 08:00 America\/New_York" to have it again/);
    await wish('send me this every day at 08:00 America/New_York');
    assert.deepEqual(await rules(place), [['08:00', 7, 'America/New_York', 'all']]);
  });

  it('come several to one conversation, each about its own accounts', async () => {
    const place = channel('several');
    await stage.say('send us the report every day at 8', place);
    await stage.say('send us the report about guests on mondays at 10', channel('several', ';messageid=5'));
    assert.match(await stage.say('send us the report every day at 7:30', place), /Changed/, 'the same accounts: no second card');
    assert.deepEqual(await rules(place), [['07:30', 7, 'Europe/Paris', 'all'], ['10:00', 1, 'Europe/Paris', 'guests']]);
    assert.match(await stage.say('stop the daily report', place, { person: otherPersonas.employee }), /Which daily card shall I stop\?|Stopped/);
    const list = await stage.ask('what is subscribed here?', place);
    const [first] = await stage.subscriptions(place);
    const stop = action(list, 'Stop');
    const elsewhere = await stage.press(stop, channel('elsewhere'));
    assert.match(read(elsewhere), /stopped already, or does not come here/);
    await stage.press(stop, place, { person: otherPersonas.employee });
    assert.ok(!(await stage.subscriptions(place)).some(({ id }) => id === (stop['data'] as { subscription: string }).subscription) && first);
    assert.match(await stage.say('send me this every day at 8', place, { person: otherPersonas.employee }), /Done|Changed/);
  });

  it('are meant by their place, and say what no card can do', async () => {
    const place = personal('places');
    await stage.say('send me this every weekday at 8', place);
    await stage.say('send me the report about guests on fridays at 10', place);
    assert.match(await stage.say('change the first one to 9', place), /Changed[^]*about all accounts[^]*09:00/);
    assert.match(await stage.say('pause it until monday', place), /can be stopped, not paused/);
    assert.match(await stage.say('send it every other tuesday at 6', place), /comes by the week[^]*Nothing was changed/);
    assert.deepEqual(await rules(place), [['09:00', 5, 'Europe/Paris', 'all'], ['10:00', 1, 'Europe/Paris', 'guests']]);
    assert.match(await stage.say('unsubscribe #3', place), /Which daily card shall I stop/);
    assert.match(await stage.say('the second one', place), /no daily card about guests/);
    assert.deepEqual(await rules(place), [['09:00', 5, 'Europe/Paris', 'all']]);
  });

  it('arrive at the local time, once, as a post of their own, with what happened behind the bot\'s back', async () => {
    const place = channel('arrives');
    await stage.say('<at>MFA Bot</at> send me this every weekday at 8:30', channel('arrives', ';messageid=17'));
    await stage.neighbour.join('breakGlass', otherPersonas.auditor, otherPersonas.approver);
    await stage.neighbour.leave('frontDesk', otherPersonas.employee, otherPersonas.approver);
    const before = stage.teams.delivered.length;
    await stage.product.app.scanner.scan();
    const alert = await stage.arrived(place, before, /Alert/);
    assert.match(read(alert.card), /Alert: 1 admin account can sign in without MFA since the last scan[^]*Maria/);
    stage.leapTo('2026-11-26T07:30:01Z');
    const { card } = await stage.arrived(place, before, /Closed/);
    assert.match(read(card), /New gaps \(1\)[^]*Maria[^]*Because: “Maria [^”]+” joined the group “CA-Exclusions - Break glass” \(by “Étienne [^”]+” on \d+ [A-Z][a-z]+, \d\d:\d\d\)/);
    assert.match(read(card), /Closed \(1\)[^]*Bob Lavoie[^]*left the group “Accueil” \(by “Étienne/);
    const accounts = (action(card, /Enforce MFA for the new one/)['data'] as { accounts: string[] }).accounts;
    assert.deepEqual(accounts, [otherPersonas.auditor.aadObjectId]);
    await stage.product.app.scanner.scan();
    stage.leapTo('2026-11-27T07:30:01Z');
    const quiet = await stage.arrived(place, before, /Nothing new/);
    assert.match(read(quiet.card), /can sign in without MFA[^]*Nothing new since Thursday 26 November at 08:30/);
    const came = (pattern: RegExp): number => stage.teams.delivered.filter((each) => each.conversationId === place['id'] && pattern.test(read(each.card))).length;
    assert.deepEqual([came(/Closed \(/), came(/Alert/), came(/Nothing new/)], [1, 1, 1], 'each once, however often it is scanned');
  });

  for (const [how, type, parts] of [['an uninstall', 'installationUpdate', { action: 'remove' }], ['a removal from the conversation', 'conversationUpdate', { membersRemoved: [{ id: '28:bot' }] }]] as const) {
    it(`end with the app: ${how} leaves nothing of the conversation`, async () => {
      const place = channel(`left-${type}`);
      await stage.say('send us the report every day at 8', channel(`left-${type}`, ';messageid=5'));
      const store = await stage.product.app.store;
      const rows = async () => {
        const found = await Promise.all(['conversation', 'subscription', 'conversation_context', 'delivery', 'faq_feedback'].map((table) =>
          store.execute(`select 1 from ${table} as kept where to_jsonb(kept)::text like $1`, [`%${String(place['id'])}%`])));
        return found.map((each) => each.rows.length);
      };
      assert.deepEqual((await rows()).slice(0, 3), [1, 1, 1]);
      await stage.teams.post(stage.teams.activity(type, { ...parts, ...stage.as(place) }));
      assert.deepEqual(await rows(), [0, 0, 0, 0, 0]);
    });
  }

  it('come again when a conversation that refused them speaks, and say so', async () => {
    const place = channel('refusing');
    const id = String(place['id']);
    await stage.say('send us the report every day at 8', place);
    const store = await stage.product.app.store;
    for (const expected of ['active', 'active', 'gone']) assert.equal(await store.conversations(tenantId).refused(id), expected);
    assert.deepEqual(await stage.subscriptions(place), []);
    stage.leapTo('2026-12-24T12:00:00Z');
    const before = stage.teams.delivered.length;
    await stage.ask('hello', place);
    const told = await stage.arrived(place, before, /paused/);
    assert.match(read(told.card), /the daily card was paused; it is on again\. The next one comes on Friday 25 December at 08:00/);
    assert.deepEqual((await stage.subscriptions(place)).map(({ nextDue, state }) => [nextDue, state]), [['2026-12-25T07:00:00.000Z', 'active']]);
    assert.deepEqual(await store.deliveries(tenantId).skippedSinceLastCard((await stage.subscriptions(place))[0]!.id), []);
  });

  it('are stopped by a bare "stop it", whatever was spoken of before: the one that comes, or the one that is named then', async () => {
    const place = channel('bare');
    assert.match(await stage.say('stop it', place), /nothing pending/);
    await stage.say('send us the report every day at 8', place);
    await stage.say('send us the report about guests on mondays at 10', place);
    await stage.say("who isn't MFA'd?", place);
    const colleague = { person: otherPersonas.employee };
    assert.match(await stage.say('stop it', place, colleague), /Which daily card shall I stop\?[^]*about all accounts[^]*about guests/);
    assert.equal((await stage.subscriptions(place)).length, 2);
    const one = await stage.say('the one about guests', place, colleague);
    assert.match(one, /Stopped: no daily card about guests comes here any more[^]*Say "send me the report about guests on Mondays at 10:00" to have it again[^]*about all accounts/);
    assert.match(await stage.say('cancel', place), /nothing pending/, 'a "cancel" is about what is pending, not about the cards');
    assert.match(await stage.say('stop', place), /Stopped: no daily card about all accounts[^]*Say "send me this every day at 08:00" to have it again/);
    assert.deepEqual(await stage.subscriptions(place), []);
    for (const again of ['send me the report about guests on Mondays at 10:00', 'send me this every day at 08:00']) assert.match(await stage.say(again, place), /Done/);
    assert.deepEqual(await rules(place), [['10:00', 1, 'Europe/Paris', 'guests'], ['08:00', 7, 'Europe/Paris', 'all']]);
  });

  it('are not promised where nothing can be sent to', async () => {
    const { text } = await stage.product.app.turn({ text: 'send me the report every day at 8', conversationId: 'terminal', personId: 'local-operator' });
    assert.match(text, /a chat or channel in Teams/);
  });
});
