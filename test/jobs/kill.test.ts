import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/index.js';
import { onEachDatabase } from '../store/databases.js';
import { Lives } from './lives.js';

/** How many processes die; a few here, hundreds by `KILLS=200`. */
const KILLS = Number(process.env.KILLS ?? 0);
/** How many run at once: one on the embedded database, several on a server. */
const SETTINGS = { 'the embedded database': { atOnce: 1, kills: KILLS || 2 }, PostgreSQL: { atOnce: 2, kills: KILLS || 6 } };

onEachDatabase((name, where) => describe(`processes that are killed, on ${name}`, function () {
  this.timeout(180_000 + KILLS * 10_000);
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
    await check({ ...where(), dataDir }, lives);
  });
}));

async function check(where: { databaseUrl?: string | undefined; dataDir: string }, { tenant, kept, sent, killed }: Lives): Promise<void> {
  const store = await openStore({ ...where, now: Date.now, log: assert.fail });
  const accountIds = [...kept.ticket];
  const { tickets } = await store.tickets(tenant).list({ accountIds, limit: 100_000 });
  assert.deepEqual(tickets.map(({ accountId }) => accountId).toSorted(), accountIds.toSorted());
  let repeats = 0;
  for (const id of kept.subscription) {
    assert.ok(await store.subscriptions(tenant).load(id), `subscription ${id} is lost`);
    const deliveries = await store.deliveries(tenant).of(id, 9);
    assert.deepEqual(deliveries.map(({ status }) => status === 'sent' || status === 'late'), [true], JSON.stringify(deliveries));
    const cards = sent.filter((text) => text.startsWith(id));
    assert.equal(cards.filter((text) => !text.includes('Sent again')).length <= 1 && cards.length >= 1, true, cards.join('; '));
    repeats += cards.length - 1;
  }
  // INVARIANT: a process that dies between sending and recording costs at most the repeats of what it had in hand.
  assert.ok(repeats <= killed * 50);
  await store.close();
}
