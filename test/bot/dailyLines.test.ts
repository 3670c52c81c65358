import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { channel, DailyStage, personal, read, START, type Json } from './dailyStage.js';
import { action } from './teamsClient.js';

const DAY = 86_400_000;

describe('the lines of a daily card', function () {
  this.timeout(60_000);
  const stage = new DailyStage();
  const [everybody, shared, chat] = [channel('everybody'), channel('shared'), personal('lines')];
  const day = (days: number): string => new Date(START + days * DAY).toISOString().slice(0, 10);

  before(async () => {
    await stage.open();
    await stage.say('send us the report every day at 9', everybody);
    await stage.say('send us the report about shared mailboxes every day at 9', shared);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.product.log.join('\n'));
  });
  after(() => stage.close());

  async function cardsOf(days: number): Promise<{ all: string; mailboxes: string }> {
    const before = stage.teams.delivered.length;
    stage.leapTo(`${day(days)}T08:00:01Z`);
    const [all, mailboxes] = await Promise.all([everybody, shared].map((place) => stage.arrived(place, before, /can sign in without MFA|MFA is required|Nothing new/)));
    await recorded(days);
    return { all: read(all!.card), mailboxes: read(mailboxes!.card) };
  }

  /** The clock must not leap while a card is on its way. */
  async function recorded(days: number): Promise<void> {
    const { execute } = await stage.product.app.store;
    const sent = async (): Promise<number> => (await execute("select 1 from delivery where status = 'sent' and due_at = $1", [`${day(days)}T08:00:00Z`])).rows.length;
    while ((await sent()) < 2) await wait(20);
  }

  it('tell coming dates only with accounts that they hit', async () => {
    const { all, mailboxes } = await cardsOf(0);
    assert.match(all, /Coming up for this tenant[^]*SMTP AUTH[^]*1 account here can still sign in with legacy clients[^]*On 1 February 2027[^]*\d+ accounts have no other method/);
    assert.doesNotMatch(mailboxes, /1 February 2027/);
  });

  it('are two where there is nothing new', async () => {
    const { all } = await cardsOf(1);
    assert.match(all, /^Boréalis Services Gérés\n25 of 250 accounts can sign in without MFA; [^\n]+\nNothing new since Thursday 26 November at 09:00\.$/);
  });

  it('tell what a plan has closed, and whose it was', async () => {
    const preview = await stage.ask('enforce mfa for bruno lemieux', chat);
    await stage.press(action(preview, 'Confirm'), chat);
    const { all, mailboxes } = await cardsOf(2);
    assert.match(all, /Closed \(1\)[^]*Bruno Lemieux[^]*by plan \d+ of “Dana Whitfield”/);
    assert.doesNotMatch(mailboxes, /Bruno/);
  });

  it('tell overdue tickets, and exceptions that are about to end or have ended', async () => {
    await stage.ask('open a ticket for anna kowalska', chat);
    const form = await stage.ask('accept the risk for Bob Lavoie', chat);
    const accept = action(form, 'Accept until then');
    await stage.press({ ...accept, data: { ...(accept['data'] as Json), reason: 'On leave until January', until: day(40), finding: 'all' } }, chat);
    const soon = (await cardsOf(30)).all;
    assert.match(soon, /Waiting for somebody[^]*1 ticket of 1 is overdue\.[^]*Accepted only until [^:]+: “Bob Lavoie” \((?=[^)]*only phone methods registered)(?=[^)]*excluded from a policy)[^)]+; “Dana Whitfield” answers for it\)/);
    assert.match(soon, /27 cards didn't come, from Sunday 29 November at 09:00 to Friday 25 December at 09:00: I wasn't running\./);
    assert.match((await cardsOf(31)).all, /\nNothing new since Saturday 26 December at 09:00\. 1 ticket of 1 is overdue\.$/, 'the same again on the next day');
    const over = (await cardsOf(41)).all;
    assert.match(over, /No longer accepted, since [^:]+: “Bob Lavoie”/);
  });

  it('count accepted accounts beside the gaps, and so does the status', async () => {
    const form = await stage.ask('accept the risk for Anna Kowalska', chat);
    const accept = action(form, 'Accept until then');
    await stage.press({ ...accept, data: { ...(accept['data'] as Json), reason: 'Moves to a passkey', until: day(60), finding: 'all' } }, chat);
    const counted = /24 of 250 accounts can sign in without MFA; 3 more couldn't be judged \(1 of them is accepted for a while\)/;
    assert.match((await cardsOf(42)).all, counted);
    const { report } = stage.product.app.scanner.latest()!;
    const status = await stage.say('are we compliant?', chat);
    assert.match(status, counted);
    assert.match(status, new RegExp(`\\n${report.summary.compliant}\\n compliant`));
    assert.equal(report.accounts.find(({ displayName }) => displayName === 'Anna Kowalska')!.verdict, 'nonCompliant');
  });
});
