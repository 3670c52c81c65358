import assert from 'node:assert/strict';
import { demoPersona, otherPersonas } from '../../src/demo/index.js';
import { localStage, planIn, planNumber, read, type ActingStage, type Json, type Speaker } from './actingStage.js';
import { action } from './teamsClient.js';

const { approver: etienne, helpdesk: priya, auditor: maria, employee: bob, guest } = otherPersonas;
const OTHER_TENANT = '10000000-0000-4000-8000-00000000beef';
const UNKNOWN = '7d1c1f8e-5a55-4d0c-9b1c-0123456789ab';
const conversation = (chat: string, more: Json = {}): Json => ({ id: `a:${chat}-${demoPersona.aadObjectId}`, conversationType: 'personal', ...more });

describe('forged and stale presses', function () {
  this.timeout(120_000);
  let stage: ActingStage;
  let chats = 0;
  let chat: string;
  let preview: Json;

  before(async () => (stage = await localStage()));
  beforeEach(async () => {
    chat = `forged-${(chats += 1)}`;
    preview = await stage.say('enforce mfa for gaetan pelletier', { chat });
  });

  /** Nothing may come of it but a sentence, and as many rows in the log. */
  async function refused(work: () => Promise<Json>, words: RegExp, rows = 1): Promise<void> {
    const [before, audit] = [await stage.tenant(), await stage.audit()];
    assert.equal(await stage.writes(async () => assert.match(read(await work()), words)), 0);
    assert.equal(await stage.tenant(), before);
    const added = (await stage.audit()).slice(audit.length);
    assert.deepEqual(added.map(({ event }) => event), Array.from({ length: rows }, () => 'plan.refused'));
    assert.equal((await stage.plan(planIn(preview))).status, 'proposed', 'the plan itself is untouched');
  }
  const confirm = (data: unknown, speaker: Speaker = { chat }, verb = 'enforce-confirm'): Promise<Json> => stage.press({ verb, data }, speaker);
  const own = (): Json => ({ plan: planIn(preview) });

  describe('a plan that is none', () => {
    const forged: [string, unknown][] = [
      ['an id nobody gave out', UNKNOWN], ['a number', 1], ['nothing', undefined], ['null', null], ['a list', [UNKNOWN]], ['an object', { $ne: null }],
      ['SQL', "' OR 1=1; DROP TABLE plans; --"], ['SQL after an id', `${UNKNOWN}'; UPDATE plans SET status='running`], ['a path', '../../plans/1'], ['a template', '${$root.plan}'], ['much', 'x'.repeat(100_000)],
    ];
    for (const [what, plan] of forged) {
      it(`is refused: ${what}`, () => refused(() => confirm({ plan }), /I know no such plan/));
    }

    for (const verb of ['enforce-approve', 'enforce-withdraw', 'enforce-undo']) {
      it(`is refused by ${verb}, too`, () => refused(() => confirm({ plan: UNKNOWN }, { chat }, verb), /I know no such plan/));
    }

    it('is refused where the data of another button comes along', async () => {
      await refused(() => confirm({ accounts: [stage.account('gaetan.pelletier')], scope: 'all', confirmed: true }), /I know no such plan/);
      await refused(() => confirm(own(), { chat }, 'enforce'), /Tick the accounts|not in the tenant/, 0);
    });

    it('is refused by number', async () => {
      await refused(() => stage.say('confirm plan 999999', { chat }), /I know no plan 999999/, 0);
      await refused(() => stage.say('approve plan 0', { chat }), /I know no plan 0/, 0);
    });
  });

  describe('somebody else', () => {
    const people: [string, Speaker, RegExp][] = [
      ['another administrator', { person: etienne }, /Only Dana Whitfield can confirm plan/],
      ['the help desk', { person: priya }, /You may look, but changing the tenant needs/],
      ['an auditor', { person: maria }, /You may look, but changing the tenant needs/],
      ['an employee without a role', { person: bob }, /You may look, but changing the tenant needs/],
      ['a guest', { person: guest }, /Guests can't change anything here/],
      ['nobody of the tenant', { person: { ...bob, aadObjectId: UNKNOWN } }, /no account in the tenant/],
      ['an id that is none', { person: { ...bob, aadObjectId: "' OR 1=1 --" } }, /nothing was done/],
    ];
    for (const [who, speaker, words] of people) {
      it(`is refused: ${who}, in a chat of their own and in hers`, async () => {
        await refused(() => confirm(own(), { chat, ...speaker }), words);
        await refused(() => stage.press({ verb: 'enforce-confirm', data: { ...own(), from: { aadObjectId: demoPersona.aadObjectId }, aadObjectId: demoPersona.aadObjectId, person: demoPersona } }, { chat, ...speaker }), words);
      });

      it(`gets no preview, or one of their own: ${who}`, async () => {
        if (who === 'another administrator') return;
        await refused(() => stage.say('enforce mfa for gaetan pelletier', { chat, ...speaker }), words);
        await refused(() => stage.press({ verb: 'enforce', data: { accounts: [stage.account('gaetan.pelletier')] } }, { chat, ...speaker }), words);
        await refused(() => stage.say('switch on CA019', { chat, ...speaker }), words);
      });
    }

    it('is refused without an identity, and from another tenant', async () => {
      await refused(() => confirm(own(), { chat, parts: { from: { id: `29:${demoPersona.aadObjectId}`, name: 'Dana Whitfield' } } }), /can't tell who you are/);
      for (const parts of [{ conversation: conversation(chat, { tenantId: OTHER_TENANT }) }, { conversation: conversation(chat), channelData: { tenant: { id: OTHER_TENANT } } }]) {
        await refused(() => confirm(own(), { chat, parts }), /another tenant/);
      }
    });
  });

  describe('the right person', () => {
    it('is refused in another conversation, by button and by number, and the yes there means nothing', async () => {
      await refused(() => confirm(own(), { chat: 'elsewhere' }), /belongs to another conversation/);
      await refused(() => stage.say(`confirm plan ${planNumber(preview)}`, { chat: 'elsewhere' }), /belongs to another conversation/);
      assert.equal(await stage.writes(() => stage.say('yes', { chat: 'elsewhere' })), 0);
    });

    it('can\'t approve what nobody confirmed, nor undo what was not done', async () => {
      await refused(() => confirm(own(), { chat: 'approver', person: etienne }, 'enforce-approve'), /nothing has been changed yet/, 0);
      await refused(() => confirm(own(), { chat }, 'enforce-undo'), /can't be undone/);
    });

    it('can\'t open a gap with a forged change', async () => {
      for (const data of [
        { change: 'disable-policy', policy: 'CA001' }, { change: 'exclude-user', user: 'bob lavoie', policy: 'CA001' }, { change: 'exclude-location', location: 'all trusted locations' }, { change: 'disable-security-defaults' },
        { text: 'disable CA001' }, { change: 'add-to-group', user: 'bob lavoie', group: 'CA-Exclusions - MFA' }, { change: 'add-to-group', user: 'dana whitfield', group: 'CA-Exclusions - MFA' },
      ]) {
        assert.match(read(await stage.press({ verb: 'enforce-change', data }, { chat })), /only carry out changes that close gaps|nothing that opens a gap/, JSON.stringify(data));
      }
      assert.match(read(await stage.say('enable security defaults', { chat })), /exclude each other/);
    });

    it('gets nothing for accounts that are none', async () => {
      for (const accounts of [[UNKNOWN], ["' OR 1=1 --"], ['$list; DROP TABLE plans']]) {
        await refused(() => stage.press({ verb: 'enforce', data: { accounts } }, { chat }), /not in the tenant any more/, 0);
      }
      const { status, body } = await stage.execute({ verb: 'enforce', data: { accounts: Array.from({ length: 5_000 }, () => UNKNOWN) } }, { chat });
      assert.equal(status, 200, JSON.stringify(body).slice(0, 100));
    });

    it('can still confirm it after all that', async () => {
      const done = await stage.press(action(preview, 'Confirm'), { chat });
      assert.match(read(done), /Done: Enforce MFA for `Gaëtan Pelletier`/);
      await stage.press(action(await stage.press(action(done, 'Undo…'), { chat }), 'Confirm the undo'), { chat });
    });
  });
});
