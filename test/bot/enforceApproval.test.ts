import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, type Persona } from '../../src/demo/index.js';
import { localStage, planIn, planNumber, read, type ActingStage, type Json, type Speaker } from './actingStage.js';
import { action, actionsOf } from './teamsClient.js';

const { approver: etienne, helpdesk: priya } = otherPersonas;
const titles = (card: unknown): string[] => actionsOf(card).map(({ title }) => String(title));
const HOUR = 3_600_000;

describe('changes that need a second person', function () {
  this.timeout(120_000);
  let stage: ActingStage;
  let channels = 0;
  let here: Speaker;

  before(async () => (stage = await localStage()));
  beforeEach(() => (here = { channel: `approval-${(channels += 1)}` }));

  const say = (text: string, person: Persona = demoPersona): Promise<Json> => stage.say(text, { ...here, person });
  const press = (card: Json, title: string, person: Persona = demoPersona): Promise<Json> => stage.press(action(card, title), { ...here, person });
  const raw = (verb: string, card: Json, person: Persona): Promise<Json> => stage.press({ verb, data: { plan: planIn(card) } }, { ...here, person });
  /** The button as the person's own view of the card has it. */
  const approve = async (card: Json): Promise<Json> => press(await raw('enforce-look', card, etienne), 'Approve', etienne);
  async function waiting(text: string): Promise<Json> {
    const preview = await say(text);
    assert.match(read(preview), /A second authorised person has to approve, because/);
    let asked: Json = {};
    assert.equal(await stage.writes(async () => (asked = await press(preview, 'Confirm and ask for approval'))), 0);
    assert.match(read(asked), /Waits for a second person/);
    return asked;
  }
  /** Puts everything back: an undo of such a change needs a second person, too. */
  async function undone(done: Json): Promise<void> {
    const asked = await press(await press(done, 'Undo…'), 'Confirm and ask for approval');
    const undo = read(await approve(asked));
    assert.match(undo, /Done: Undo plan/);
    assert.doesNotMatch(undo, /✓ Compliant/, 'an undo leaves nobody compliant of whom that is not known');
  }

  it('is approved in the channel by the second person, by nobody else, and once', async () => {
    const before = await stage.settings();
    const asked = await waiting('enforce mfa for luc thibodeau');
    for (const [person, why] of [[demoPersona, /A second person has to approve what you asked for: that can't be you/], [priya, /You may look/]] as const) {
      assert.equal(await stage.writes(async () => assert.match(read(await raw('enforce-approve', asked, person)), why)), 0);
    }
    let cards: Json[] = [];
    assert.equal(await stage.writes(async () => (cards = await Promise.all([1, 2, 3, 4, 5].map(() => raw('enforce-approve', asked, etienne))))), 1);
    for (const card of cards) assert.match(read(card), /Done: Enforce MFA for `Luc Thibodeau`[^]*asked for by Dana Whitfield, approved by Étienne Gauthier/);
    assert.equal(await stage.writes(() => raw('enforce-approve', asked, etienne)), 0);
    await undone(cards[0]!);
    assert.equal(await stage.settings(), before);
  });

  it('is approved by its number, from another conversation', async () => {
    const asked = await waiting('enforce mfa for marc-andre.vaillancourt@borealis.example');
    const number = planNumber(asked);
    assert.match(read(await stage.say(`approve plan ${number}`, { chat: 'own', person: priya })), /You may look/);
    const done = await stage.say(`approve plan ${number}`, { chat: 'own', person: etienne });
    assert.match(read(done), /Done: Enforce MFA for `Marc-André Vaillancourt`/);
    assert.equal(await stage.writes(() => stage.say(`approve plan ${number}`, { chat: 'own', person: etienne })), 0);
    await undone(done);
  });

  it('is not approved by a yes, which only answers what oneself was asked', async () => {
    await waiting('enforce mfa for luc thibodeau');
    assert.equal(await stage.writes(async () => {
      await say('yes');
      await say('yes', etienne);
      await say('ok', priya);
    }), 0);
  });

  it('is declined by the second person, withdrawn by the first, and then can\'t be approved', async () => {
    for (const [person, words] of [[etienne, /was declined/], [demoPersona, /was withdrawn/]] as const) {
      const asked = await waiting('enforce mfa for luc thibodeau');
      assert.match(read(await stage.say(`decline plan ${planNumber(asked)}`, { ...here, person })), words);
      assert.equal(await stage.writes(async () => assert.match(read(await raw('enforce-approve', asked, etienne)), words)), 0);
    }
    const asked = await waiting('enforce mfa for luc thibodeau');
    assert.match(read(await raw('enforce-withdraw', asked, priya)), /You may look/);
    assert.equal((await stage.plan(planIn(asked))).status, 'awaitingApproval');
  });

  it('waits a day, and no longer', async () => {
    const asked = await waiting('enforce mfa for luc thibodeau');
    stage.later(25 * HOUR);
    assert.equal(await stage.writes(async () => assert.match(read(await raw('enforce-approve', asked, etienne)), /Too late to confirm/)), 0);
  });

  for (const [order, title, person] of [
    ['switch on CA019', /Switch on `CA019 - Stagiaires: MFA`/, 'chloe.marchand'],
    ['drop the exclusion of Marc-André Vaillancourt from CA001', /Drop the exclusion of `Marc-André Vaillancourt` from `CA001/, 'marc-andre.vaillancourt'],
    ['require mfa in CA008', /Make MFA the one thing that suffices in `CA008/, 'malik.traore'],
  ] as const) {
    it(`carries out \`${order}\` for the whole tenant, and takes it back to the byte`, async () => {
      const before = await stage.settings();
      const asked = await waiting(order);
      assert.match(read(asked), title);
      let done: Json = {};
      assert.equal(await stage.writes(async () => (done = await approve(asked))), 1);
      assert.match(read(done), /^[^]*Done: [^]*Graph shows the change/);
      assert.deepEqual(titles(done), ['Undo…', 'Show the accounts']);
      assert.equal(stage.verdict(person), 'compliant');
      await undone(done);
      assert.equal(await stage.settings(), before);
      await stage.product.app.scanner.idle();
      assert.equal(stage.verdict(person), 'nonCompliant', 'what an undo opens is seen without being asked for');
    });
  }

  it('refuses security defaults beside Conditional Access, and tells who asked', async () => {
    assert.equal(await stage.writes(async () => assert.match(read(await say('enable security defaults')), /exclude each other/)), 0);
    const { actor, event } = (await stage.audit()).at(-1)!;
    assert.deepEqual([event, actor.name], ['plan.refused', 'Dana Whitfield']);
  });
});
