import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, otherPersonas, startDemoTenant, tenantId, type DemoTenant, type Persona } from '../../src/demo/index.js';
import { SigningAuthority, StubCredentialsFactory } from '../http/signedTeams.js';
import { runProduct, type RunningProduct } from './product.js';
import { actionsOf, TeamsClient, textOf, type Answer, type Delivered } from './teamsClient.js';

type Json = Record<string, unknown>;
interface Refresh { action: { type: string; verb: string; data: Json }; userIds: string[] }

const LIST = "who isn't MFA'd?";
const { helpdesk, auditor, employee, guest } = otherPersonas;
const mri = (id: string): string => `29:${id}`;
const writes = (card: unknown): string[] => [...new Set(actionsOf(card).map(({ verb }) => String(verb)).filter((verb) => ['enforce', 'ticket'].includes(verb)))];
/** A machine that is busy first says that it works on it. */
const settled = (card: unknown): boolean => !/Working on it/.test(textOf(card));
const toggles = (card: unknown): number => JSON.stringify(card).split('"Input.Toggle"').length - 1;

describe('who sees which buttons', function () {
  this.timeout(120_000);
  let authority: SigningAuthority;
  let graph: DemoTenant;
  let product: RunningProduct;
  let teams: TeamsClient;
  let dataDir: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mfa-views-'));
    authority = await SigningAuthority.open();
    graph = await startDemoTenant({ dataDir });
    product = await runProduct({ ...authority.environment, GRAPH_BASE_URL: graph.baseUrl, GRAPH_ACCESS_TOKEN: graph.token }, { credentials: new StubCredentialsFactory() });
    await product.app.store;
    teams = await TeamsClient.open(product.port);
    teams.members = [mri(demoPersona.aadObjectId), ...Array.from({ length: 80 }, (_, index) => `29:member-${index}`)];
  });
  after(async () => {
    await teams.close();
    await product.close();
    await graph.close();
    await authority.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const signed = () => ({ authorization: `Bearer ${authority.token(teams.serviceUrl)}` });
  const from = ({ aadObjectId, displayName }: Persona) => ({ id: mri(aadObjectId), aadObjectId, name: displayName });
  const place = (person: Persona, kind: string) => ({ from: from(person), conversation: { id: kind === 'personal' ? `a:${person.aadObjectId}` : `19:${kind}@thread.tacv2`, conversationType: kind, tenantId } });
  const channel = { channelData: { team: { id: '19:team@thread.tacv2' }, tenant: { id: tenantId } } };

  async function answerAfter(before: number): Promise<Delivered> {
    const first = await teams.when(() => teams.delivered.slice(before).find(({ kind }) => kind === 'sent'));
    return settled(first.card) ? first : teams.when(() => teams.delivered.find((each) => each.id === first.id && settled(each.card)));
  }
  async function ask(person: Persona, kind: string, text = LIST, parts: Json = {}): Promise<Delivered> {
    const before = teams.delivered.length;
    await teams.post(teams.activity('message', { text, ...place(person, kind), ...parts }), signed());
    return answerAfter(before);
  }
  const invoke = (person: Persona, kind: string, action: Json, trigger: 'automatic' | 'manual'): Promise<Answer> =>
    teams.post(teams.activity('invoke', { name: 'adaptiveCard/action', value: { action, trigger }, replyToId: 'any', ...place(person, kind) }), signed());
  const cardOf = ({ status, body }: Answer): Json => {
    assert.deepEqual([status, (body as Json)['type']], [200, 'application/vnd.microsoft.card.adaptive']);
    return (body as { value: Json }).value;
  };
  const refreshOf = ({ card }: Delivered): Refresh => card!['refresh'] as Refresh;

  describe('in a chat of two', () => {
    const views: [string, Persona, string[], number][] = [
      ['who may enforce', demoPersona, ['enforce', 'ticket'], 10], ['the help desk', helpdesk, ['ticket'], 10],
      ['who only looks', auditor, [], 0], ['anybody else', employee, [], 0],
    ];
    for (const [who, person, verbs, ticks] of views) {
      it(`${who} sees ${verbs.join(' and ') || 'neither'}, on the card itself`, async () => {
        const { card } = await ask(person, 'personal');
        assert.deepEqual(writes(card), verbs);
        assert.equal(toggles(card), ticks);
        assert.equal(card!['refresh'], undefined);
        assert.match(textOf(card), /can sign in without MFA/);
      });
    }

    it('opens tickets for who is ticked, and for nobody where nobody is', async () => {
      const { card } = await ask(helpdesk, 'personal');
      const tickets = actionsOf(card).find(({ verb }) => verb === 'ticket')!;
      const [, ticked] = /"id":"pick-([^"]+)"/.exec(JSON.stringify(card))!;
      const press = async (inputs: Json): Promise<string> => {
        const before = teams.delivered.length;
        await invoke(helpdesk, 'personal', { ...tickets, data: { ...(tickets['data'] as Json), ...inputs } }, 'manual');
        return textOf((await answerAfter(before)).card);
      };
      assert.match(await press({ [`pick-${ticked}`]: 'false' }), /For whom/);
      const { displayName } = product.app.scanner.latest()!.report.accounts.find(({ id }) => id === ticked)!;
      const opened = await press({ [`pick-${ticked}`]: 'true' });
      assert.ok(opened.includes(displayName.split(' ')[0]!), opened);
    });

    it('shows them on an account with a gap, for that account', async () => {
      const { card } = await ask(demoPersona, 'personal', 'why is luc.thibodeau@borealis.example flagged?');
      const written = actionsOf(card).filter(({ verb }) => ['enforce', 'ticket'].includes(String(verb)));
      assert.deepEqual(written.map(({ verb }) => verb), ['enforce', 'ticket']);
      const luc = product.app.scanner.latest()!.report.accounts.find(({ userPrincipalName }) => userPrincipalName === 'luc.thibodeau@borealis.example')!;
      for (const { data } of written) assert.deepEqual((data as Json)['accounts'], [luc.id]);
    });
  });

  describe('in a channel', () => {
    it('sends a card without them, that asks for each reader\'s own view', async () => {
      const sent = await ask(demoPersona, 'channel', LIST, channel);
      assert.deepEqual(writes(sent.card), []);
      assert.equal(toggles(sent.card), 0);
      const { action, userIds } = refreshOf(sent);
      assert.deepEqual([action.type, action.verb, action.data], ['Action.Execute', 'list', { filter: 'all', page: 0 }]);
      assert.equal(userIds.length, 60);
      assert.equal(userIds[0], mri(demoPersona.aadObjectId));
      assert.equal(new Set(userIds).size, 60);
    });

    it('asks a team for its members once in a while, not for each message', async () => {
      await ask(demoPersona, 'channel', LIST, channel);
      assert.deepEqual(teams.membersAsked, ['19:team@thread.tacv2']);
    });

    const views: [string, Persona, string[]][] = [
      ['who may enforce', demoPersona, ['enforce', 'ticket']], ['the help desk', helpdesk, ['ticket']], ['anybody else', employee, []],
    ];
    for (const [who, person, verbs] of views) {
      it(`draws the card again for ${who}: ${verbs.join(' and ') || 'neither'}`, async () => {
        const { action } = refreshOf(await ask(employee, 'channel', LIST, channel));
        const before = teams.delivered.length;
        const card = cardOf(await invoke(person, 'channel', { ...action }, 'automatic'));
        assert.deepEqual(writes(card), verbs);
        assert.match(textOf(card), /can sign in without MFA/);
        assert.equal(teams.delivered.length, before, 'drawing again posts nothing');
      });
    }

    it('refuses a guest', async () => {
      const { action } = refreshOf(await ask(employee, 'channel', LIST, channel));
      const { status, body } = await invoke(guest, 'channel', { ...action }, 'automatic');
      assert.deepEqual([status, (body as Json)['code']], [403, 'Forbidden']);
    });

    it('keeps an explanation for everybody to see without them, too', async () => {
      const sent = await ask(demoPersona, 'channel', 'why is luc.thibodeau@borealis.example flagged?', channel);
      assert.deepEqual(writes(sent.card), []);
      const { action } = refreshOf(sent);
      assert.deepEqual(writes(cardOf(await invoke(demoPersona, 'channel', { ...action }, 'automatic'))), ['enforce', 'ticket']);
    });

    it('carries no refresh on a card that is the same for everybody', async () => {
      assert.equal((await ask(demoPersona, 'channel', 'help', channel)).card!['refresh'], undefined);
    });

    it('updates a message of older clients without them', async () => {
      const { id } = await ask(demoPersona, 'channel', LIST, channel);
      const before = teams.delivered.length;
      await teams.post(teams.activity('message', { value: { verb: 'list', filter: 'all', page: 1 }, replyToId: id, ...place(demoPersona, 'channel'), ...channel }), signed());
      const update = teams.delivered[before]!;
      assert.deepEqual([update.kind, writes(update.card)], ['updated', []]);
      assert.deepEqual(refreshOf(update).action.data, { filter: 'all', page: 1 });
    });

    it('asks for the sender\'s view alone where the members can\'t be read', async () => {
      const { members } = teams;
      teams.members = undefined;
      const sent = await ask(helpdesk, 'groupChat-of-others');
      assert.deepEqual(refreshOf(sent).userIds, [mri(helpdesk.aadObjectId)]);
      teams.members = members;
    });
  });

  describe('a card that is drawn again by itself', () => {
    it('changes nothing that the conversation remembers', async () => {
      await ask(employee, 'groupChat', 'list non compliant guests');
      const second = textOf((await ask(employee, 'groupChat', 'explain number 2')).card);
      const { action } = refreshOf(await ask(demoPersona, 'groupChat', LIST));
      await ask(employee, 'groupChat', 'list non compliant guests');
      cardOf(await invoke(employee, 'groupChat', { ...action }, 'automatic'));
      assert.equal(textOf((await ask(employee, 'groupChat', 'explain number 2')).card), second);
      // The same pressed by hand is remembered: what the lines above prove is no accident.
      cardOf(await invoke(employee, 'groupChat', { ...action }, 'manual'));
      assert.notEqual(textOf((await ask(employee, 'groupChat', 'explain number 2')).card), second);
    });

    for (const verb of ['rescan', 'vote', 'enforce', 'ticket', 'topic', 'no-such-verb']) {
      it(`is never \`${verb}\`: nobody pressed it`, async () => {
        const scannedAt = product.app.scanner.latest()!.report.scannedAt;
        const before = teams.delivered.length;
        const { body } = await invoke(demoPersona, 'channel', { type: 'Action.Execute', verb, data: { topics: ['guest-users'], helpful: true, accounts: ['x'] } }, 'automatic');
        assert.equal((body as Json)['type'], 'application/vnd.microsoft.activity.message');
        assert.deepEqual([teams.delivered.length, product.app.scanner.latest()!.report.scannedAt], [before, scannedAt]);
      });
    }
  });

  describe('afterwards', () => {
    it('has written nothing to the log but that members could not be read', () => {
      assert.match(product.log.join('\n'), /^the members of a conversation could not be read: .*$/);
    });
  });
});
