/**
 * `npm run bench:enforce`: from the press on Confirm to the first visible change and to the final card, for 1 and for 20 accounts of the
 * demo tenant, over HTTP through /api/messages with a connector that answers at once. Exit status 1 where a limit is missed.
 */
import { runProduct } from '../bot/product.js';
import { action, TeamsClient, textOf } from '../bot/teamsClient.js';
import { demoPersona } from '../../src/demo/index.js';

type Json = Record<string, unknown>;

const ROUNDS = 3;
const LIMITS = { firstMs: 1_000, finalMs: 5_000 };
/** Accounts that a lever of their own closes. */
const NAMES = [
  'bob.lavoie', 'marc-andre.vaillancourt', 'carl.nguyen', 'luc.thibodeau', 'josee.arsenault', 'bruno.lemieux', 'helene.damours', 'anna.kowalska', 'gaetan.pelletier', 'pierre-luc.beauchemin',
  'chloe.marchand', 'sven.hakansson', 'rosalie.paquin', 'raymond.cloutier', 'svc-ticketsync', 'svc-scanner', 'svc-monitoring', 'facturation', 'salle.montroyal', 'victor.almeida',
];

// Twenty accounts with an administrator among them would wait for a second person.
const product = await runProduct({ APPROVALS: 'off' }, { pace: 1 });
await product.app.store;
const teams = await TeamsClient.open(product.port);
const dana: Json = { from: { id: '29:dana', aadObjectId: demoPersona.aadObjectId, name: demoPersona.displayName }, conversation: { id: 'a:bench', conversationType: 'personal' } };
let cards = 0;

async function measured(count: number): Promise<boolean> {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const preview = await previewOf(NAMES.slice(0, count));
    rounds.push(await pressed(action(preview, 'Confirm')));
    await pressed(action(await answered(() => teams.say(`undo plan ${numberIn(preview)}`, dana).then(() => undefined)), 'Confirm the undo'));
  }
  const [firstMs, finalMs] = [Math.max(...rounds.map((each) => each.firstMs)), Math.max(...rounds.map((each) => each.finalMs))];
  const isGood = firstMs <= LIMITS.firstMs && finalMs <= LIMITS.finalMs;
  console.log(`${count} account${count === 1 ? '' : 's'}, worst of ${ROUNDS}: first visible change ${firstMs} ms (limit ${LIMITS.firstMs}), final card ${finalMs} ms (limit ${LIMITS.finalMs}): ${isGood ? 'ok' : 'NOT OK'}`);
  return isGood;
}

/** By the list's button for the accounts that are ticked. */
async function previewOf(names: string[]): Promise<Json> {
  const accounts = product.app.scanner.latest()!.report.accounts.filter(({ userPrincipalName }) => names.some((name) => userPrincipalName.startsWith(`${name}@`) || userPrincipalName.startsWith(`${name}_`)));
  const list = await answered(() => teams.say("who isn't MFA'd?", dana).then(() => undefined));
  const button = action(list, /^Enforce MFA for the ticked/);
  const ticked = Object.fromEntries(accounts.map(({ id }) => [`pick-${id}`, 'true']));
  const preview = await answered(() => press({ ...button, data: { ...(button['data'] as Json), ...ticked } }));
  if (!textOf(preview).includes('Plan')) throw new Error(textOf(preview));
  return preview;
}

/** Milliseconds until the card that was pressed changes, and until it tells how it ended. */
async function pressed(button: Json): Promise<{ firstMs: number; finalMs: number }> {
  const began = performance.now();
  const id = nextCard();
  const first = await press(button, id);
  const firstMs = Math.round(performance.now() - began);
  const last = first && isFinal(first) ? first : (await teams.when(() => teams.delivered.find((each) => each.id === id && each.card && isFinal(each.card)))).card!;
  if (!/^Done:/m.test(textOf(last))) throw new Error(textOf(last));
  return { firstMs, finalMs: Math.round(performance.now() - began) };
}

/** The card that an answer ends with, in place or in a message of its own. */
async function answered(ask: () => Promise<Json | undefined>): Promise<Json> {
  const before = teams.delivered.length;
  const inPlace = await ask();
  if (inPlace && !isBusy(inPlace)) return inPlace;
  return (await teams.when(() => teams.delivered.slice(before).find(({ card }) => card && !isBusy(card)))).card!;
}

async function press(button: Json, id = nextCard()): Promise<Json | undefined> {
  const { status, body } = await teams.press(button, id, dana);
  if (status !== 200) throw new Error(`the bot answered ${status}`);
  const { type, value } = body as { type: string; value: unknown };
  return type === 'application/vnd.microsoft.card.adaptive' ? (value as Json) : undefined;
}

const nextCard = (): string => `card-${(cards += 1)}`;
const isBusy = (card: Json): boolean => /Working on it|accounts so far/.test(textOf(card));
const isFinal = (card: Json): boolean => /^(Done|Partly done|Sent, but not effective yet|Not done):/m.test(textOf(card));
const numberIn = (card: Json): number => Number(/Plan (\d+)/.exec(textOf(card))![1]);

try {
  let isGood = true;
  for (const count of [1, NAMES.length]) isGood = (await measured(count)) && isGood;
  process.exitCode = isGood ? 0 : 1;
} finally {
  await teams.close();
  await product.close();
}
