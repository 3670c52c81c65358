import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '../../src/store/index.js';
import { onEachDatabase } from '../store/databases.js';
import { Lives, type Work } from './lives.js';

const WORKS: Work[] = ['scan', 'send', 'ticket', 'subscription'];

/** How many processes die; a few here, hundreds by `KILLS=200`. */
const KILLS = Number(process.env.KILLS ?? 0);
/** How many run at once: one on the embedded database, several on a server. */
const SETTINGS = { 'the embedded database': { atOnce: 1, kills: KILLS || 2 }, PostgreSQL: { atOnce: 2, kills: KILLS || 4 } };

onEachDatabase((name, where) => describe(`processes that are killed, on ${name}`, function () {
  this.timeout(180_000 + KILLS * 30_000);
  const { atOnce, kills } = SETTINGS[name as keyof typeof SETTINGS];
  // Of its own: whatever a kill does to the data must not reach another test.
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-kill-'));
  const lives = new Lives(() => ({ DATA_DIR: dataDir, ...(where().databaseUrl && { DATABASE_URL: where().databaseUrl! }) }));
  before(() => lives.listen());
  after(() => {
    lives.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('lose nothing, double nothing, and have their work taken over', async () => {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => lives.killInTurn(Math.ceil(kills / atOnce), index)));
    await lives.finish();
    assert.ok(lives.kept.subscription.size > 0 && lives.kept.ticket.size > 0);
    assert.deepEqual(lives.overlaps, []);
    const met = WORKS.map((work) => ({ work, count: lives.cut().filter((works) => works.includes(work)).length }));
    console.log(`      ${lives.killed} killed (seed ${lives.seed}): ${met.map(({ work, count }) => `${count} in a ${work}`).join(', ')}; ${lives.kept.subscription.size} subscriptions, ${lives.kept.ticket.size} tickets, ${lives.sent.length} cards`);
    // Fewer may miss one by chance.
    if (kills >= 50) assert.deepEqual(met.filter(({ count }) => count === 0), []);
    await check({ ...where(), dataDir }, lives);
  });
}));

async function check(where: { databaseUrl?: string | undefined; dataDir: string }, lives: Lives): Promise<void> {
  const store = await openStore({ ...where, now: Date.now, log: assert.fail });
  await checkTickets(store, lives);
  await checkCards(store, lives);
  // A few processes may all have died in their scans.
  if (lives.killed >= 50) assert.ok(await store.scans(lives.tenant).latest());
  await store.close();
}

async function checkTickets(store: Store, { tenant, kept }: Lives): Promise<void> {
  const { tickets } = await store.tickets(tenant).list({ limit: 100_000 });
  const byAccount = new Map(tickets.map((ticket) => [ticket.accountId, ticket]));
  assert.equal(byAccount.size, tickets.length, 'an account has two tickets');
  assert.equal(new Set(tickets.map(({ number }) => number)).size, tickets.length, 'a number was given twice');
  for (const id of kept.ticket) assert.deepEqual(byAccount.get(id)?.findings, ['app-scope', 'gap'], `the ticket about ${id} is lost`);
  for (const id of kept.comment) assert.equal(byAccount.get(id)!.comments.length, 1);
  for (const id of kept.closed) assert.deepEqual([byAccount.get(id)!.status, byAccount.get(id)!.closedBecause], ['closed', 'done']);
  // Whole or not at all, also where nobody was told.
  for (const { findings, comments, status, closedAt } of tickets) assert.deepEqual([findings.length, comments.length <= 1, (status === 'closed') === (closedAt !== undefined)], [2, true, true]);
}

async function checkCards(store: Store, lives: Lives): Promise<void> {
  const { tenant, kept, sent } = lives;
  let repeats = 0;
  for (const id of kept.subscription) {
    const subscription = await store.subscriptions(tenant).load(id);
    assert.ok(subscription, `subscription ${id} is lost`);
    if (kept.filter.has(id)) assert.deepEqual(subscription.filter, { filter: 'admins' });
    const deliveries = await store.deliveries(tenant).of(id, 9);
    assert.deepEqual(deliveries.map(({ status }) => status === 'sent' || status === 'late'), [true], JSON.stringify(deliveries));
    const cards = sent.filter((text) => text.startsWith(id));
    assert.equal(cards.filter((text) => !text.includes('Sent again')).length <= 1 && cards.length >= 1, true, cards.join('; '));
    repeats += cards.length - 1;
  }
  // INVARIANT: a process that dies between sending and recording costs at most one repeat of each card that it had in hand.
  const inHand = lives.cut().flat().filter((work) => work === 'send').length;
  assert.ok(repeats <= inHand, `${repeats} repeated cards, ${inHand} were in hand`);
}
