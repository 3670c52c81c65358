import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, tenantId, type Persona } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from './product.js';
import { action, actionsOf, TeamsClient, textOf, type Delivered } from './teamsClient.js';

type Json = Record<string, unknown>;

/** What a reader sees, facts included, without the escapes that a client takes away. */
const read = (card: unknown): string => [textOf(card), ...[...JSON.stringify(card).matchAll(/"value":"([^"]*)"/g)].map(([, value]) => value!)].join('\n').replaceAll('\\', '');

describe('tickets in Teams', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;
  let chat = 0;
  let pressedCards = 0;

  before(async () => {
    product = await runProduct();
    await product.app.store;
    teams = await TeamsClient.open(product.port);
  });
  after(async () => {
    await teams.close();
    await product.close();
  });
  /** Each test talks in a chat of its own. */
  beforeEach(() => (chat += 1));

  const as = ({ aadObjectId, displayName }: Persona = demoPersona): Json =>
    ({ from: { id: `29:${aadObjectId}`, aadObjectId, name: displayName }, conversation: { id: `a:${chat}-${aadObjectId}`, conversationType: 'personal' } });
  const isBusy = (card: unknown): boolean => /Working on it|accounts so far/.test(textOf(card));
  /** On a busy machine the answer comes in place of "Working on it". */
  const final = (id: string): Promise<Delivered> => teams.when(() => teams.delivered.find((each) => each.kind === 'updated' && each.id === id && !isBusy(each.card)));
  async function say(text: string, person?: Persona): Promise<Delivered> {
    const first = await teams.say(text, as(person));
    return isBusy(first.card) ? final(first.id) : first;
  }
  async function press(pressed: Json, person?: Persona): Promise<Json> {
    const id = `pressed-${(pressedCards += 1)}`;
    const { status, body } = await teams.press(pressed, id, as(person));
    assert.deepEqual([status, (body as Json)['type']], [200, 'application/vnd.microsoft.card.adaptive'], JSON.stringify(body).slice(0, 200));
    const card = (body as Json)['value'] as Json;
    return isBusy(card) ? (await final(id)).card! : card;
  }
  const numberIn = (card: unknown): number => Number(/Ticket (\d+)/.exec(read(card))![1]);
  const tickets = async () => (await product.app.store).tickets(tenantId).list({ limit: 500 });
  const titles = (card: unknown): string[] => actionsOf(card).map(({ title }) => String(title));

  it('opens one by a sentence, and shows it again instead of a second', async () => {
    const { card } = await say('open a ticket for bob lavoie');
    assert.match(read(card), /Ticket (\d+) is open\.[^]*Bob Lavoie[^]*bob\.lavoie[^]*A sign-in that passes[^]*What to do[^]*Why/);
    const again = await say('open a ticket for bob lavoie', otherPersonas.helpdesk);
    assert.match(read(again.card), new RegExp(`There is a ticket already: ${numberIn(card)}\\.`));
    assert.deepEqual(titles(card).slice(0, 4), ['Add comment', 'Assign to me', 'Comment…', 'Close']);
  });

  it('opens one of five presses at the same moment', async () => {
    const why = (await say('why is carl nguyen flagged?')).card;
    const answers = await Promise.all(Array.from({ length: 5 }, () => press({ ...action(why, 'Open a ticket'), data: { ...(action(why, 'Open a ticket')['data'] as Json), below: false } })));
    assert.equal(new Set(answers.map(numberIn)).size, 1);
    assert.equal(answers.filter((card) => /is open\./.test(read(card))).length, 1);
  });

  it('is worked on in words: it, mine, closed', async () => {
    const number = numberIn((await say('open a ticket for helene')).card);
    assert.match(read((await say('assign it to me')).card), /Assigned to you\.[^]*Dana Whitfield/);
    assert.match(read((await say('show my tickets')).card), /assigned to you/);
    const commented = await say(`comment on ticket ${number}: called **her** [now](http://evil.example)`);
    assert.match(read(commented.card), /Comment added\.[^]*called \*\*her\*\* \[now\]/);
    assert.match(read((await say('close it')).card), /Closed\.[^]*Closed by Dana Whitfield\./);
    assert.match(read((await say('close it')).card), /It is closed already\./);
    assert.match(read((await say('show closed tickets')).card), new RegExp(`closed ticket[^]*${number}`));
    assert.match(read((await say(`reopen ticket ${number}`)).card), /Open again\./);
    assert.match(read((await say(`show ticket ${number}`)).card), /called/);
    assert.match(read((await say('why is he flagged?')).card), /Policy by policy/, 'the account of the ticket is the one spoken of');
  });

  it('is worked on by buttons, in its own card', async () => {
    const { card } = await say('open a ticket for sven');
    const sent = () => teams.delivered.filter(({ kind }) => kind === 'sent').length;
    const before = sent();
    const assigned = await press(action(card, 'Assign to me'));
    assert.match(read(assigned), /Assigned to you/);
    const typed = action(assigned, 'Add comment');
    const commented = await press({ ...typed, data: { ...(typed['data'] as Json), comment: 'waits for a key' } });
    assert.match(read(commented), /Comment added\.[^]*waits for a key/);
    const closed = await press(action(commented, 'Close'));
    assert.deepEqual([/✓ Closed/.test(read(closed)), titles(closed).includes('Close'), titles(closed).includes('Reopen')], [true, false, true]);
    const list = await press(action(await press(action(closed, 'Reopen')), '‹ All tickets'));
    assert.match(read(list), /open tickets?[^]*Sven/);
    assert.match(read(await press(action(list, 'View'))), /Ticket \d+/);
    assert.equal(sent(), before, 'nothing but the card itself may change');
  });

  it('opens tickets for all admins with one summary, and none twice', async () => {
    const { card } = await say('open tickets for all admins');
    assert.match(read(card), /Opened \d+ tickets/);
    const count = (await tickets()).total;
    assert.match(read((await say('open tickets for all admins')).card), /No new ticket was opened[^]*accounts had one already/);
    assert.equal((await tickets()).total, count);
  });

  it('opens one for each account that is ticked, and asks where none is', async () => {
    const { card } = await say("who isn't MFA'd?");
    const button = action(card, 'Tickets for the ticked');
    const ids = [...JSON.stringify(card).matchAll(/"pick-([\w-]+)"/g)].map(([, id]) => id!);
    const ticked = await press({ ...button, data: { ...(button['data'] as Json), below: false, [`pick-${ids[0]!}`]: 'true', [`pick-${ids[1]!}`]: 'true', [`pick-${ids[2]!}`]: 'false' } });
    assert.match(read(ticked), /1 to 2 of 2/);
    assert.match(read(await press({ ...button, data: { ...(button['data'] as Json), below: false } })), /For whom/);
  });

  it('asks before it opens more than fifty, and then takes a yes', async () => {
    const before = (await tickets()).total;
    const { accounts: all } = product.app.scanner.latest()!.report;
    const accounts = [...all.filter(({ verdict }) => verdict === 'nonCompliant'), ...all.filter(({ verdict }) => verdict === 'compliant')].slice(0, 60).map(({ id }) => id);
    const ask = () => press({ verb: 'ticket', data: { accounts } });
    assert.match(read(await ask()), /Open \d+ tickets\?/);
    assert.equal((await tickets()).total, before);
    assert.match(read((await say('no')).card), /Dropped/);
    const again = await ask();
    assert.match(read((await say('yes')).card), /Opened \d+ tickets/);
    const after = (await tickets()).total;
    assert.ok(after > before, `${before} to ${after}`);
    assert.match(read(await press(action(again, /^Open \d+ tickets$/))), /No new ticket was opened/);
    assert.equal((await tickets()).total, after);
    const second = await press(action((await say('which tickets are open?')).card, 'Next ›'));
    assert.match(read(second), /11 to 20 of/);
  });

  it('trusts nothing that a card brings', async () => {
    const before = (await tickets()).total;
    for (const data of [{ accounts: ['no-such-account'] }, { accounts: ['20000000-0000-4000-8000-00000000dead'], confirmed: true }]) {
      assert.match(read(await press({ verb: 'ticket', data })), /find no account/);
    }
    for (const [verb, data] of [['ticket', { accounts: 'all' }], ['ticket-close', { ticket: '1' }], ['ticket-close', { ticket: -1 }], ['ticket-view', {}], ['ticket-assign', { ticket: 1.5 }]] as const) {
      assert.equal(((await teams.press({ verb, data }, 'any', as())).body as Json)['statusCode'], 400, verb);
    }
    assert.match(read(await press({ verb: 'ticket-close', data: { ticket: 99_999 } })), /There is no ticket 99999/);
    assert.equal((await tickets()).total, before);
  });

  it('shows tickets to others of the tenant, without the buttons, and refuses them on the server', async () => {
    const number = numberIn((await say('show ticket 1')).card);
    const seen = (await say('show ticket 1', otherPersonas.auditor)).card;
    assert.match(read(seen), /Ticket 1/);
    assert.deepEqual(titles(seen).filter((title) => ['Assign to me', 'Comment…', 'Close', 'Add comment'].includes(title)), []);
    for (const [verb, data] of [['ticket-close', {}], ['ticket-assign', {}], ['ticket-comment', { comment: 'x' }]] as const) {
      assert.match(read(await press({ verb, data: { ticket: number, ...data } }, otherPersonas.auditor)), /stays as it is/);
    }
    assert.match(read((await say('open a ticket for bruno', otherPersonas.employee)).card), /No ticket was opened/);
    const audit = (await product.app.store).audit(tenantId);
    assert.equal((await audit.read({ limit: 1_000 })).filter(({ event }) => event === 'ticket.refused').length, 4);
    assert.equal((await audit.verify()).intact, true);
  });
});
