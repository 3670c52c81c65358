import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, tenantId, type Persona } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from './product.js';
import { action, TeamsClient, textOf, type Delivered } from './teamsClient.js';

type Json = Record<string, unknown>;

/** What a reader sees, without the escapes that a client takes away. */
const read = (card: unknown): string => textOf(card).replaceAll('\\', '');
const isBusy = (card: unknown): boolean => /Working on it|accounts so far/.test(textOf(card));

/** 07:00 in Paris, on a Thursday in winter: the clock of the product starts here and goes on by itself, and by leaps. */
const START = Date.parse('2026-11-26T06:00:00Z');

describe('daily cards in Teams', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;
  let leaps = 0;
  const started = Date.now();
  const now = (): number => START + (Date.now() - started) + leaps;
  const leapTo = (iso: string): void => void (leaps += Math.max(0, Date.parse(iso) - now()));

  before(async () => {
    product = await runProduct({}, { now });
    await product.app.store;
    teams = await TeamsClient.open(product.port);
  });
  after(async () => {
    await teams.close();
    await product.close();
  });

  const as = ({ aadObjectId, displayName }: Persona, conversation: Json, zone: Json = { localTimezone: 'Europe/Paris' }): Json =>
    ({ from: { id: `29:${aadObjectId}`, aadObjectId, name: displayName }, conversation, ...zone });
  const personal = (id: string): Json => ({ id: `a:${id}`, conversationType: 'personal' });
  const channel = (id: string, thread = ''): Json => ({ id: `19:${id}@thread.tacv2${thread}`, conversationType: 'channel', isGroup: true });
  async function say(text: string, conversation: Json, { person = demoPersona, zone }: { person?: Persona; zone?: Json } = {}): Promise<string> {
    const first = await teams.say(text, as(person, conversation, zone));
    const { card } = isBusy(first.card) ? await teams.when(() => teams.delivered.find((each) => each.kind === 'updated' && each.id === first.id && !isBusy(each.card))) : first;
    return read(card);
  }
  const subscriptions = async (conversation: Json) => (await product.app.store).subscriptions(tenantId).inConversation(String(conversation['id']).replace(/;.*/, ''));
  const arrived = (conversation: Json, from: number): Promise<Delivered> => teams.when(() => teams.delivered.slice(from).find((each) => each.conversationId === conversation['id'] && each.kind === 'sent'));

  it('sends the card at the local time, once, as a post of its own in the channel', async () => {
    const place = channel('first');
    const answer = await say('<at>MFA Bot</at> send me this every weekday at 8:30', channel('first', ';messageid=17'));
    assert.match(answer, /the next card comes on Thursday 26 November at 08:30[^]*about all accounts[^]*Every weekday at 08:30 \(Europe\/Paris\)[^]*Set up by Dana Whitfield/);
    const before = teams.delivered.length;
    leapTo('2026-11-26T07:30:01Z');
    const { card, activity } = await arrived(place, before);
    assert.match(read(card), /Meridian|demo tenant/);
    assert.match(read(card), /can sign in without MFA[^]*Nothing new since Thursday 26 November/);
    assert.equal(activity['replyToId'], undefined);
    assert.ok(action(card, 'Show the accounts'));
  });
});
