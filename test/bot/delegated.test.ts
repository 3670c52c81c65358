import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, type Persona } from '../../src/demo/index.js';
import { APP_ID, SigningAuthority, StubCredentialsFactory } from '../http/signedTeams.js';
import { ActingStage, planIn, planNumber, read, type Json, type Speaker } from './actingStage.js';
import { action, actionsOf, type Answer, type Delivered } from './teamsClient.js';
import { TokenService } from './tokenService.js';

const { approver: etienne, helpdesk: priya, auditor: maria, guest } = otherPersonas;
const CONNECTION = 'graph';
/** The buttons that do something, without the refresh, which is no button. */
const acts = ({ refresh: _, ...card }: Json): string[] => actionsOf(card).map(({ verb }) => String(verb)).filter((verb) => /^(?:enforce|ticket-)/.test(verb) && !/look|view/.test(verb));

/** The product as it runs in Teams beside a real tenant: signed activities, and changes with the rights of who presses. */
describe('enforcing with one\'s own rights', function () {
  this.timeout(120_000);
  let authority: SigningAuthority;
  let tokens: TokenService;
  let stage: ActingStage;
  let chats = 0;
  let chat: string;

  before(async () => {
    [authority, tokens] = await Promise.all([SigningAuthority.open(), TokenService.open(CONNECTION, APP_ID)]);
    stage = await ActingStage.open({
      environment: () => ({ ...authority.environment, OAuthUrl: tokens.url, OAUTH_CONNECTION_NAME: CONNECTION }),
      options: { credentials: new StubCredentialsFactory() }, headers: (serviceUrl) => ({ authorization: `Bearer ${authority.token(serviceUrl)}` }),
    });
    stage.teams.members = [demoPersona, etienne, priya].map(({ aadObjectId }) => `29:${aadObjectId}`);
  });
  beforeEach(() => {
    tokens.reset();
    chat = `own-${(chats += 1)}`;
  });
  after(async () => {
    assert.deepEqual(tokens.unexpected, []);
    assert.equal(await stage.verified(), true);
    assert.doesNotMatch(stage.product.log.join('\n'), /eyJ/, 'a token is logged');
    await stage.close();
    await tokens.close();
    await authority.close();
  });

  const as = (person: Persona = demoPersona, more: Speaker = {}): Speaker => ({ person, chat, ...more });
  const tokenOf = ({ aadObjectId }: Persona): string => stage.demo.tokenFor(aadObjectId);
  const signedIn = (...people: Persona[]): void => people.forEach((person) => tokens.keep(`29:${person.aadObjectId}`, tokenOf(person)));
  const confirm = (card: Json, speaker = as(), more: Json = {}): Promise<Answer> => stage.execute(action(card, 'Confirm'), speaker, `card-${chat}`, more);
  const answered = (answer: Answer): Json => {
    assert.equal(answer.status, 200, JSON.stringify(answer));
    return answer.body as Json;
  };
  const isLoginRequest = (answer: Answer): void => assert.deepEqual([answered(answer)['statusCode'], answered(answer)['type']], [401, 'application/vnd.microsoft.activity.loginRequest']);
  const authentication = (token = 'sign-on', connectionName = CONNECTION) => ({ authentication: { id: 'resource', connectionName, token } });
  /** As it stands in the end, whether the answer itself tells or an update of the card. */
  const final = async (answer: Answer, id = `card-${chat}`): Promise<string> => {
    const text = read(answered(answer)['value']);
    return /Working on it|Carrying out/.test(text) ? read((await updated(id, /Done|Not done|Partly/)).card) : text;
  };
  const updated = (id: string, expected: RegExp): Promise<Delivered> =>
    stage.teams.when(() => stage.teams.delivered.findLast((each) => each.kind === 'updated' && each.id === id && expected.test(read(each.card))));
  const lastChange = async (): Promise<string> => (await stage.directoryAudits()).at(0)!.by;

  describe('in a chat of two', () => {
    it('asks to sign in, exchanges the client\'s token, writes in the person\'s name, and once', async () => {
      const preview = await stage.say('enforce mfa for carl nguyen', as());
      assert.equal(await stage.writes(async () => isLoginRequest(await confirm(preview))), 0);
      tokens.exchanges.set('sign-on', tokenOf(demoPersona));
      const presses = await Promise.all([1, 2, 3].map(() => confirm(preview, as(), authentication())));
      for (const press of presses) assert.match(await final(press), /Done: Enforce MFA for `Carl Nguyen`/);
      assert.equal(stage.taken.length, 1);
      assert.equal(await lastChange(), demoPersona.userPrincipalName);
      assert.equal(await stage.writes(() => confirm(preview, as(), authentication())), 0);
    });

    it('takes the sign-in button and its code where consent is missing', async () => {
      tokens.exchanges.set('sign-on', { status: 412, code: 'ConsentRequired', message: 'AADSTS65001' });
      const preview = await stage.say('enforce mfa for bruno lemieux', as());
      assert.equal(await stage.writes(async () => {
        isLoginRequest(await confirm(preview));
        assert.equal(answered(await confirm(preview, as(), authentication()))['statusCode'], 412);
        assert.equal(answered(await confirm(preview, as(), { state: '000000' }))['type'], 'application/vnd.microsoft.error.incorrectAuthCode');
      }), 0);
      const code = tokens.signInByBrowser(`29:${demoPersona.aadObjectId}`, tokenOf(demoPersona));
      assert.equal(await stage.writes(async () => assert.match(await final(await confirm(preview, as(), { state: code })), /Done: Enforce MFA for `Bruno Lemieux`/)), 1);
    });

    it('goes on by itself after a yes, once the person has signed in', async () => {
      await stage.say('enforce mfa for helene damours', as());
      const before = stage.teams.delivered.length;
      assert.match(read(await stage.say('yes', as())), /Sign in once/);
      const oauth = await stage.teams.when(() => stage.teams.delivered.slice(before).find((each) => (each.activity['attachments'] as { contentType: string }[] | undefined)?.[0]?.contentType.endsWith('oauth')));
      const { tokenExchangeResource } = (oauth.activity['attachments'] as { content: { tokenExchangeResource: { id: string } } }[])[0]!.content;
      tokens.exchanges.set('sign-on', tokenOf(demoPersona));
      const value = { id: tokenExchangeResource.id, connectionName: CONNECTION, token: 'sign-on' };
      assert.equal(await stage.writes(async () => {
        await Promise.all([1, 2].map(() => stage.post('invoke', { name: 'signin/tokenExchange', value }, as())));
        await stage.teams.when(() => stage.teams.delivered.slice(before).find(({ card }) => /Done: Enforce MFA for `Hélène D'Amours`/.test(read(card))));
      }), 1);
    });

    it('writes nothing with another account\'s token, nor after a declined sign-in', async () => {
      const preview = await stage.say('enforce mfa for anna kowalska', as());
      const before = await stage.tenant();
      for (const token of [tokenOf(etienne), tokenOf(maria), 'no-token-at-all']) {
        tokens.keep(`29:${demoPersona.aadObjectId}`, token);
        await confirm(preview);
        tokens.reset();
        tokens.exchanges.set('sign-on', token);
        assert.equal(answered(await confirm(preview, as(), authentication()))['statusCode'], 412);
      }
      tokens.reset();
      isLoginRequest(await confirm(preview, as(), authentication('sign-on', 'another-connection')));
      await stage.post('invoke', { name: 'signin/verifyState', value: { state: 'CancelledByUser' } }, as());
      await stage.post('invoke', { name: 'signin/failure', value: { code: 'resourcematchfailed' } }, as());
      assert.equal(await stage.tenant(), before);
      assert.equal((await stage.plan(planIn(preview))).status, 'proposed');
    });

    it('tells what Entra refuses to the person, although the bot let them', async () => {
      signedIn(demoPersona);
      const preview = await stage.say('enforce mfa for anna kowalska', as());
      stage.proxy.next({ kind: 'refused', status: 403, code: 'Authorization_RequestDenied' });
      assert.equal(await stage.writes(async () => assert.match(await final(await confirm(preview)), /Not done: Enforce MFA/)), 0);
    });

    it('lets in neither guests nor other tenants nor unsigned activities', async () => {
      const preview = await stage.say('enforce mfa for anna kowalska', as());
      const before = await stage.tenant();
      assert.equal((await confirm(preview, as(guest))).status, 403);
      assert.equal((await confirm(preview, as(demoPersona, { parts: { conversation: { id: 'a:x', conversationType: 'personal', tenantId: '10000000-0000-4000-8000-00000000beef' } } }))).status, 403);
      const unsigned = stage.teams.activity('invoke', { name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', ...action(preview, 'Confirm') } } });
      assert.equal((await stage.teams.post(unsigned)).status, 401);
      assert.equal((await stage.teams.post(unsigned, { authorization: `Bearer ${authority.forged(stage.teams.serviceUrl)}` })).status, 401);
      assert.equal(await stage.tenant(), before);
    });
  });

  describe('in a channel', () => {
    let here: Speaker;
    beforeEach(() => (here = { channel: `19-${chat}` }));
    const messageOf = (card: Json): Delivered => stage.teams.delivered.findLast((each) => each.card === card)!;

    it('shows everybody what a second person\'s approval came to, in the card itself', async () => {
      signedIn(demoPersona, etienne);
      const shared = await stage.say('switch on CA019', here);
      assert.deepEqual(acts(shared), [], 'nobody\'s buttons for everybody');
      const { id } = messageOf(shared);
      const press = (verb: string, person?: Persona) => stage.execute({ verb, data: { plan: planIn(shared) } }, { ...here, ...(person && { person }) }, id);

      assert.match(read(answered(await press('enforce-confirm'))['value']), /Waits for a second person/);
      assert.deepEqual(acts((await updated(id, /Waits for a second person/)).card!), []);

      const edits = (): number => stage.teams.delivered.filter((each) => each.kind === 'updated' && each.id === id).length;
      const before = edits();
      for (const [person, why] of [[demoPersona, /A second person has to approve/], [priya, /You may look/], [maria, /You may look/]] as const) {
        assert.equal(await stage.writes(async () => assert.match(read(answered(await press('enforce-approve', person))['value']), why)), 0);
      }
      assert.equal(edits(), before, 'a refusal concerns nobody but who pressed');

      assert.equal(await stage.writes(async () => assert.match(await final(await press('enforce-approve', etienne), id), /Done: Switch on `CA019/)), 1);
      const done = await updated(id, /Done: Switch on `CA019[^]*approved by Étienne Gauthier/);
      assert.deepEqual(acts(done.card!), []);
      assert.deepEqual((done.card!['refresh'] as { action: { verb: string } }).action.verb, 'enforce-look');
      assert.equal(await lastChange(), etienne.userPrincipalName, 'with the rights of who agreed last');
    });

    it('shows everybody that a plan was dropped', async () => {
      const shared = await stage.say('enforce mfa for anna kowalska', here);
      const { id } = messageOf(shared);
      await stage.execute({ verb: 'enforce-withdraw', data: { plan: planIn(shared) } }, here, id);
      assert.match(read((await updated(id, /was withdrawn/)).card), new RegExp(`Plan ${planNumber(shared)}`));
    });

    it('shows everybody what became of a ticket', async () => {
      const shared = await stage.say('open a ticket for chloe marchand', here);
      const { id } = messageOf(shared);
      const ticket = Number(/Ticket (\d+)/.exec(read(shared))![1]);
      for (const [verb, expected] of [['ticket-assign', /Assigned to/], ['ticket-close', /Closed/]] as const) {
        await stage.execute({ verb, data: { ticket } }, here, id);
        assert.deepEqual(acts((await updated(id, expected)).card!), []);
      }
    });

    it('takes a fallback press for everybody, and a refusal beside the card', async () => {
      const shared = await stage.say('enforce mfa for anna kowalska', here);
      const { id } = messageOf(shared);
      const submit = (person: Persona) => stage.post('message', { text: '', value: { verb: 'enforce-withdraw', plan: planIn(shared) }, replyToId: id }, { ...here, person });
      const before = stage.teams.delivered.length;
      await submit(priya);
      assert.deepEqual(stage.teams.delivered.slice(before).map(({ kind, card }) => [kind, /You may look/.test(read(card))]), [['sent', true]]);
      await submit(demoPersona);
      await updated(id, /was withdrawn/);
    });
  });
});
