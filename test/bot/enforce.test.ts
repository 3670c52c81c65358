import assert from 'node:assert/strict';
import { otherPersonas } from '../../src/demo/index.js';
import { dataOf, localStage, planIn, planNumber, read, type ActingStage, type Json, type Speaker } from './actingStage.js';
import { action, actionsOf } from './teamsClient.js';

const { approver: etienne } = otherPersonas;
const titles = (card: unknown): string[] => actionsOf(card).map(({ title }) => String(title));
const MINUTE = 60_000;

describe('enforcing MFA in Teams', function () {
  this.timeout(120_000);
  let stage: ActingStage;
  let chats = 0;
  let dana: Speaker;

  before(async () => (stage = await localStage()));
  /** Each test talks in a chat of its own. */
  beforeEach(() => (dana = { chat: `enforce-${(chats += 1)}` }));

  const say = (text: string, speaker: Speaker = dana): Promise<Json> => stage.say(text, speaker);
  const press = (card: Json, title: string | RegExp, speaker: Speaker = dana): Promise<Json> => stage.press(action(card, title), speaker);
  const ticked = (button: Json, ids: string[]): Json => ({ ...button, data: { ...dataOf(button), ...Object.fromEntries(ids.map((id) => [`pick-${id}`, 'true'])) } });


  describe('the preview', () => {
    it('comes by the button of an account, and writes nothing', async () => {
      const preview = await press(await say('why is carl nguyen flagged?'), /^Enforce MFA/);
      assert.match(read(preview), /Enforce MFA for `Carl Nguyen`\nPlan \d+ · nothing has been changed yet[^]*Take `Carl Nguyen` out of the group `NOC Montréal`\.\n✓ Compliant afterwards/);
      assert.deepEqual(titles(preview), ['Confirm', 'Cancel', 'Show the accounts']);
    });

    it('comes by the buttons of a list: for the ticked, for all that it shows, for all there are', async () => {
      const list = await say("who isn't MFA'd?");
      const forTicked = action(list, 'Enforce MFA for the ticked…');
      assert.match(read(await stage.press(forTicked, dana)), /Tick the accounts first/);
      const two = await stage.press(ticked(forTicked, [stage.account('chloe.marchand'), stage.account('rosalie.paquin')]), dana);
      assert.match(read(two), /Enforce MFA for 2 accounts[^]*Chloé Marchand[^]*⚠ No MFA method is registered[^]*Rosalie Paquin/);
      const shown = read(await press(list, '… for all shown'));
      assert.match(shown, /Enforce MFA for \d accounts[^]*Not by this button: \d/);
      const all = read(await stage.press({ verb: 'enforce', data: { scope: 'all' } }, dana));
      assert.match(all, /Enforce MFA for 1\d accounts[^]*Not by this button: \d+ accounts/);
      assert.match(all, /A second authorised person has to approve, because `.+` holds an admin role/);
    });

    for (const [text, expected] of [
      ['enforce mfa for bruno lemieux and anna kowalska', /Enforce MFA for 2 accounts[^]*Bruno Lemieux[^]*Anna Kowalska/],
      ['enforce mfa for all guests', /Enforce MFA for `Victor Almeida`[^]*⚠ A guest: has to register a method in this tenant[^]*Consultant ISO[^]*What would close it/],
      ['enforce mfa for malik traore', /Nothing to confirm[^]*`Dept - Field Engineering` is dynamic[^]*What would close it: Make MFA the one thing that suffices in `CA008/],
      ['enforce mfa for ines belhadj', /Nothing to confirm[^]*synchronised from on premises/],
      ['enforce mfa for breakglass1@borealisgeres.onmicrosoft.com', /Nothing to confirm[^]*role-assignable/],
      ['enforce mfa for dana whitfield', /Nothing to confirm[^]*It is compliant already/],
      ['enforce mfa for nobody.at.all@borealis.example', /find no account/],
    ] as const) {
      it(`comes by \`${text}\``, async () => assert.match(read(await say(text)), expected));
    }

    it('comes for places on the list that was shown', async () => {
      await say("who isn't MFA'd?");
      assert.match(read(await say('enforce it for the first two')), /Enforce MFA for `Luc Thibodeau`[^]*Break Glass 1/);
    });

    it('goes on from a question about whom, and to the wider change', async () => {
      const preview = await say('enforce mfa for malik traore');
      assert.match(read(await press(preview, 'Preview that change')), /Make MFA the one thing that suffices in `CA008[^]*Siobhán O'Connell[^]*because it is a tenant-wide change/);
    });

    let before = 0;
    beforeEach(() => (before = stage.taken.length));
    afterEach(() => assert.equal(stage.taken.length, before, 'a preview has written'));
  });

  const groupNamed = async (name: string): Promise<string> => [...stage.product.app.scanner.latest()!.snapshot.groups.values()].find(({ displayName }) => displayName === name)!.id;

  describe('once confirmed', () => {
    /** Puts everything back, so that each test finds the same tenant. */
    async function undone(done: Json): Promise<void> {
      assert.match(read(await press(await press(done, 'Undo…'), 'Confirm the undo')), /Done: Undo plan/);
    }

    it('is done by the button, read back, told in the card and in the log, and undone', async () => {
      const before = await stage.tenant();
      const preview = await say('enforce mfa for carl nguyen');
      const done = await press(preview, 'Confirm');
      assert.match(read(done), /Done: Enforce MFA for `Carl Nguyen`[^]*asked for by Dana Whitfield[^]*can be undone until[^]*MFA is required at every sign-in of this account now[^]*✓ Compliant now/);
      assert.deepEqual(titles(done), ['Undo…', 'Show the accounts']);
      assert.equal(stage.verdict('carl.nguyen'), 'compliant', 'the next answer knows it');
      assert.match(read(await say('what did we change this week?')), /Enforce MFA for `Carl Nguyen`/);

      const undo = await press(done, 'Undo…');
      assert.match(read(undo), /Undo plan \d+: Enforce MFA for `Carl Nguyen`[^]*1 account can sign in without MFA again afterwards/);
      assert.notEqual(await stage.tenant(), before, 'a preview of the undo has written');
      assert.match(read(await press(undo, 'Confirm the undo')), /Done: Undo plan/);
      assert.equal(await stage.tenant(), before);
      assert.equal(stage.verdict('carl.nguyen'), 'nonCompliant');

      const rows = (await stage.audit()).filter(({ subject }) => subject['plan'] === planIn(preview));
      assert.deepEqual(rows.map(({ event, actor }) => `${event} ${actor.name}`), ['proposed', 'confirmed'].map((event) => `plan.${event} Dana Whitfield`)
        .concat('step.writing Dana Whitfield', 'step.written Dana Whitfield', 'plan.finished Dana Whitfield'));
    });

    it('is done by a yes, and undone by chat', async () => {
      await say('enforce mfa for bruno lemieux');
      const done = await say('yes');
      assert.match(read(done), /Done: Enforce MFA for `Bruno Lemieux`/);
      assert.match(read(await say('undo that')), /Undo plan \d+: Enforce MFA for `Bruno Lemieux`/);
      assert.match(read(await say('yes')), /Done: Undo plan/);
      assert.match(read(await say(`undo plan ${planNumber(done)}`)), /undone by plan/);
      assert.equal(stage.verdict('bruno.lemieux'), 'nonCompliant');
    });

    it('is undone by its number, from another conversation and by another person', async () => {
      await say('enforce mfa for helene damours');
      const number = planNumber(await say('yes'));
      const elsewhere = { person: etienne, chat: 'elsewhere' };
      assert.match(read(await say(`undo plan ${number}`, elsewhere)), /Undo plan \d+/);
      assert.match(read(await say('yes', elsewhere)), /Done: Undo plan/);
    });

    it('is one write, whether pressed twice, five times at once, or said and pressed', async () => {
      for (const presses of [2, 5]) {
        const preview = await say('enforce mfa for pierre-luc beauchemin');
        const confirm = action(preview, 'Confirm');
        let cards: Json[] = [];
        assert.equal(await stage.writes(async () => (cards = await Promise.all(Array.from({ length: presses }, () => stage.press(confirm, dana))))), 1);
        assert.equal(await stage.writes(() => stage.press(confirm, dana)), 0);
        for (const card of cards) assert.doesNotMatch(read(card), /nothing has been changed yet|didn't work/);
        await undone(await stage.press(confirm, dana));
      }
      const said = await say('enforce mfa for pierre-luc beauchemin');
      assert.equal(await stage.writes(() => Promise.all([say('yes'), press(said, 'Confirm')])), 1);
      await undone(await press(said, 'Confirm'));
    });

    it('stays done when pressed again after an hour and after the undo', async () => {
      const preview = await say('enforce mfa for rosalie paquin');
      const done = await press(preview, 'Confirm');
      stage.later(60 * MINUTE);
      assert.equal(await stage.writes(async () => assert.match(read(await press(preview, 'Confirm')), /Done: Enforce MFA for `Rosalie Paquin`/)), 0);
      const undo = await press(done, 'Undo…');
      await press(undo, 'Confirm the undo');
      for (const [card, title] of [[preview, 'Confirm'], [undo, 'Confirm the undo'], [done, 'Undo…']] as const) {
        assert.equal(await stage.writes(() => press(card, title)), 0, title);
      }
      assert.match(read(await press(preview, 'Confirm')), /undone by plan/);
      assert.equal(await stage.writes(() => say('yes')), 0);
      assert.equal(stage.verdict('rosalie.paquin'), 'nonCompliant');
    });

    it('is previewed anew where somebody else was quicker, and then there is nothing left to do', async () => {
      const preview = await say('enforce mfa for sven hakansson');
      const group = await groupNamed('Pilote Duo');
      await stage.request('DELETE', `/groups/${group}/members/${stage.account('sven.hakansson')}/$ref`);
      assert.equal(await stage.writes(async () => assert.match(read(await press(preview, 'Confirm')), /The tenant has changed since the preview[^]*compliant already/)), 0);
      await stage.request('POST', `/groups/${group}/members/$ref`, { '@odata.id': `${stage.demo.baseUrl}/v1.0/directoryObjects/${stage.account('sven.hakansson')}` });
      await stage.product.app.scanner.fresh();
    });

    it('is previewed anew after a quarter of an hour', async () => {
      const preview = await say('enforce mfa for anna kowalska');
      stage.later(15 * MINUTE + 1);
      const again = await press(preview, 'Confirm');
      assert.match(read(again), /nothing has been changed yet[^]*The preview was older than a quarter of an hour/);
      assert.notEqual(planIn(again), planIn(preview));
      assert.equal(await stage.writes(async () => assert.match(read(await press(preview, 'Confirm')), /was superseded/)), 0);
      await undone(await press(again, 'Confirm'));
    });

    it('is dropped by "cancel", by "no" and by the button', async () => {
      for (const drop of [() => say('cancel'), () => say('no'), (card: Json) => press(card, 'Cancel')]) {
        const preview = await say('enforce mfa for anna kowalska');
        await drop(preview);
        assert.equal(await stage.writes(async () => assert.match(read(await press(preview, 'Confirm')), /was withdrawn/)), 0);
        assert.equal(await stage.writes(() => say('yes')), 0);
      }
    });
  });
});
