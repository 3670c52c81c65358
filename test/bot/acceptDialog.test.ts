import assert from 'node:assert/strict';
import { withMoreRoom } from '../../src/bot/teams/beyond.js';
import { demoPersona, otherPersonas, tenantId } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from './product.js';
import { action, actionsOf, TeamsClient, textOf } from './teamsClient.js';

type Json = Record<string, unknown>;
interface Task { type: string; value: { card: { content: Json } } }

const DAY = 86_400_000;
const NOBODY = '20000000-0000-4000-8000-00000000ffff';
const { auditor } = otherPersonas;

describe('accepting in a dialog', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;
  let bob: string;

  before(async () => {
    product = await runProduct();
    teams = await TeamsClient.open(product.port);
    await product.app.store;
    bob = product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Bob Lavoie')!.id;
  });
  after(async () => {
    await teams.close();
    await product.close();
  });

  async function task(name: 'task/fetch' | 'task/submit', data: unknown, person = demoPersona): Promise<Json> {
    const { status, body } = await teams.post(teams.activity('invoke', { name, value: { data }, from: { id: `29:${person.aadObjectId}`, aadObjectId: person.aadObjectId, name: person.displayName } }));
    const { type, value } = (body as { task: Task }).task;
    assert.deepEqual([status, type], [200, 'continue'], JSON.stringify(body));
    return value.card.content;
  }

  const day = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const inForce = async () => (await product.app.store).exceptions(tenantId).inForce(new Date().toISOString());
  const form = (accounts = [bob], person = demoPersona): Promise<Json> => task('task/fetch', { msteams: { type: 'task/fetch' }, verb: 'accept', accounts, below: true }, person);
  const filled = (card: Json, values: Json): Json => ({ ...(action(card, 'Accept until then')['data'] as Json), reason: 'On leave until January', until: day(30), ...values });
  const read = (card: Json): string => textOf(card).replaceAll('\\', '');

  it('opens the form from the account\'s card where the client has dialogs, and from the card itself where it has none', async () => {
    const execute = { type: 'Action.Execute', title: 'Accept for a while…', verb: 'accept', data: { accounts: [bob], below: true }, fallback: { type: 'Action.Submit' } };
    const ticked = { ...execute, data: { scope: 'ticked' } };
    const shown = (hasDialogs: boolean): unknown[] => withMoreRoom({ card: { actions: [execute, ticked] } }, { linkTo: () => undefined, hasDialogs })['actions'] as unknown[];
    const dialog = { type: 'Action.Submit', title: execute.title, data: { accounts: [bob], below: true, verb: 'accept', msteams: { type: 'task/fetch' } } };
    assert.deepEqual(shown(true), [dialog, ticked]);
    assert.deepEqual(shown(false), [execute, ticked]);
  });

  it('asks why, who and until when, with buttons that dialogs know', async () => {
    const asked = await form();
    assert.match(read(asked), /Accept for a while: 1 account[^]*Bob Lavoie/);
    assert.deepEqual([...new Set(actionsOf(asked).map(({ type }) => type))], ['Action.Submit']);
    assert.deepEqual(action(asked, 'Accept until then')['data'], { accounts: [bob], verb: 'accept-confirm' });
  });

  it('answers with the card a client without dialogs, which sends the button as a message', async () => {
    const before = teams.delivered.length;
    await teams.post(teams.activity('message', { value: { verb: 'accept', accounts: [bob], below: true, msteams: { type: 'task/fetch' } }, replyToId: 'card' }));
    const { card, kind } = await teams.when(() => teams.delivered[before]);
    assert.deepEqual([kind, /Accept for a while/.test(read(card!))], ['sent', true]);
  });

  it('accepts nothing for a forged account, beyond 180 days, or without the role', async () => {
    const asked = await form();
    assert.match(read(await task('task/submit', filled(asked, { accounts: [NOBODY] }))), /nothing to accept|gone/);
    assert.match(read(await form([NOBODY])), /nothing to accept/);
    const late = await task('task/submit', filled(asked, { until: day(181) }));
    assert.match(read(late), /at most 180 days/);
    assert.ok(action(late, 'Accept until then'), 'the form stays, to be mended');
    assert.match(read(await task('task/submit', filled(asked, { reason: ' ' }))), /Say why/);
    assert.match(read(await task('task/submit', filled(asked, {}), auditor)), /You may look/);
    assert.deepEqual(await inForce(), []);
  });

  it('accepts once with a reason, an owner and a term', async () => {
    const done = await task('task/submit', filled(await form(), { finding: 'all' }));
    assert.match(read(done), /Accepted[^]*Bob Lavoie[^]*On leave until January/);
    const accepted = await inForce();
    assert.deepEqual([...new Set(accepted.map(({ accountId, reason, acceptedBy }) => `${accountId} ${reason} ${acceptedBy.id}`))], [`${bob} On leave until January ${demoPersona.aadObjectId}`]);
  });
});
