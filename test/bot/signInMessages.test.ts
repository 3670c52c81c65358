import assert from 'node:assert/strict';
import { CARD, OAUTH_CARD, own, read, SSO, TENANT, signInStage, type Json } from './signInStage.js';
import type { Answer } from './teamsClient.js';
import { entraToken } from './tokenService.js';

describe('signing in, asked for in a message', function () {
  this.timeout(20_000);
  const stage = signInStage();
  const { plan, log, place, post, signInInvoke, sentHere, heard, attachment, oauthCards, resourceId } = stage;

  describe('from a message', () => {
    const ask = async (parts: Json = {}): Promise<void> => void assert.equal((await post('message', { text: 'yes', ...parts })).status, 200);
    const waiting = async (): Promise<Json> => {
      await ask();
      return stage.teams.when(() => oauthCards()[0]);
    };
    const exchangeFor = (card: Json, token = SSO): Promise<Answer> => signInInvoke('tokenExchange', { id: resourceId(card), connectionName: 'graph', token });

    it('sends a sign-in card beside the answer, and goes on by itself', async () => {
      const card = await waiting();
      assert.deepEqual(sentHere().map((each) => attachment(each)?.contentType), [CARD, OAUTH_CARD]);
      assert.equal(card['connectionName'], 'graph');
      stage.tokens.exchanges.set(SSO, own);
      assert.deepEqual(await exchangeFor(card), { status: 200, body: '' });
      assert.deepEqual(plan.doneWith, [own]);
      assert.match(heard(), /Done now/);
    });

    it('does so after Action.Submit, too, and leaves the card that was pressed', async () => {
      await post('message', { value: { verb: 'confirm' }, replyToId: 'card-1' });
      await stage.teams.when(() => oauthCards()[0]);
      assert.deepEqual(sentHere().map(({ kind }) => kind), ['updated', 'sent']);
      assert.match(read(sentHere()[0]!.card), /The plan, and its buttons/);
    });

    it('goes on once where several clients of the person send the same exchange', async () => {
      const card = await waiting();
      stage.tokens.exchanges.set(SSO, own);
      const answers = await Promise.all([1, 2, 3].map(() => exchangeFor(card)));
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
      assert.equal(heard().match(/Done/g)?.length, 1);
      assert.equal(plan.people.length, 2);
    });

    it('goes on with the one client that can, where another can\'t', async () => {
      const card = await waiting();
      assert.equal((await exchangeFor(card, 'sign-on-of-a-phone')).status, 412);
      stage.tokens.exchanges.set(SSO, own);
      assert.equal((await exchangeFor(card)).status, 200);
      assert.deepEqual(plan.doneWith, [own]);
    });

    it('lets the client show the sign-in button where consent is missing, and goes on with its code', async () => {
      const card = await waiting();
      stage.tokens.exchanges.set(SSO, { status: 412, code: 'ConsentRequired', message: 'AADSTS65001' });
      const { status, body: answered } = await exchangeFor(card);
      const { failureDetail, ...named } = answered as Json;
      assert.deepEqual([status, named], [412, { id: resourceId(card), connectionName: 'graph' }]);
      assert.match(String(failureDetail), /consent/);
      assert.deepEqual(plan.doneWith, []);
      assert.equal((await signInInvoke('verifyState', { state: stage.tokens.signInByBrowser('29:dana', own) })).status, 200);
      assert.deepEqual(plan.doneWith, [own]);
    });

    it('refuses an exchange for another connection, and one without a token', async () => {
      stage.tokens.exchanges.set(SSO, own);
      for (const value of [{ id: '1', connectionName: 'other', token: SSO }, { id: '1', connectionName: 'graph' }, {}]) {
        const { status, body: answered } = await signInInvoke('tokenExchange', value);
        assert.equal(status, 400);
        assert.match(String((answered as Json)['failureDetail']), /another connection/);
      }
      assert.deepEqual(stage.tokens.calls, []);
    });

    it('says so where the code is wrong, the window was closed, or the account is another', async () => {
      assert.equal((await signInInvoke('verifyState', { state: '000000' })).status, 404);
      assert.equal((await signInInvoke('verifyState', { state: 'CancelledByUser' })).status, 200);
      assert.equal((await signInInvoke('verifyState', { state: stage.tokens.signInByBrowser('29:dana', entraToken({ oid: 'x', tid: TENANT })) })).status, 404);
      assert.match(heard(), /code is not valid[^]*You closed the sign-in[^]*another account/);
      assert.deepEqual(plan.doneWith, []);
    });

    it('says so where nothing waits for the sign-in', async () => {
      await signInInvoke('verifyState', { state: stage.tokens.signInByBrowser('29:dana', own) });
      assert.match(heard(), /You are signed in\. Nothing waits for it any more/);
    });

    const failures: [string, RegExp][] = [
      ['userconsentrequired', /Your consent is missing.*administrator has to consent for everybody/], ['interactionrequired', /consent/],
      ['installedappnotfound', /Add the app for yourself/], ['resourcematchfailed', /`webApplicationInfo`/], ['tokenmissing', /allow pop-ups/], ['constructor', /allow pop-ups/],
    ];
    for (const [code, sentence] of failures) {
      it(`tells once what to do about \`${code}\`, whatever number of clients say it`, async () => {
        const answers = await Promise.all([1, 2].map(() => signInInvoke('failure', { code, message: 'from the client' })));
        assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
        assert.equal(sentHere().length, 1);
        assert.match(heard(), sentence);
        assert.ok(log.some((line) => line.includes(`\`${code}\``)));
      });
    }

    it('asks nobody to sign in in front of others: there a button does it', async () => {
      await ask(place({ conversationType: 'channel' }));
      await stage.teams.when(() => sentHere()[1]);
      assert.match(heard(), /only a card's button can ask you to/);
      assert.deepEqual(oauthCards(), []);
    });

    it('signs out when told to', async () => {
      for (const text of ['sign out', 'Log out!', 'signout']) {
        stage.tokens.keep('29:dana', own);
        await post('message', { text });
        assert.equal(stage.tokens.has('29:dana'), false);
      }
      assert.match(heard(), /You are signed out here/);
      assert.deepEqual(plan.people, []);
    });
  });
});
