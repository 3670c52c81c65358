import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { demoPersona, otherPersonas, tenantId } from '../../src/demo/index.js';
import { openStore, type Store } from '../../src/store/index.js';
import { startProduct, type Product } from '../e2e/product.js';
import { channel, personal, read, type Json } from '../bot/dailyStage.js';
import { TeamsClient } from '../bot/teamsClient.js';
import { serverUrl } from '../store/databases.js';
import { Neighbour } from '../support/behindTheBack.js';
import { freshDatabase } from '../support/freshDatabase.js';

const GATE = 4711;

/** A real process dies in the very moment between knowing what to tell and keeping the message: the database holds it there. */
describe('a process that is killed before it has posted', function () {
  this.timeout(180_000);
  let folder: string;
  let environment: Record<string, string>;
  let neighbour: Neighbour;
  let database: Client;
  let store: Store;
  let product: Product;
  let teams: TeamsClient;

  before(async function () {
    await serverUrl(this);
    folder = await mkdtemp(join(tmpdir(), 'mfa-gate-'));
    neighbour = await Neighbour.start(folder);
    environment = { ...neighbour.environment, ...(await freshDatabase()) };
    product = await startProduct({ environment });
    database = new Client({ connectionString: environment['DATABASE_URL']! });
    await database.connect();
    store = await openStore({ databaseUrl: environment['DATABASE_URL'], dataDir: folder, now: Date.now, log: assert.fail });
    teams = await TeamsClient.open(product.port);
    await until(async () => (await store.alerts(tenantId).toldUntil()) !== undefined);
    await teams.say('send us the report every day at 8 UTC', said(place));
    await teams.say('hello', said(owner));
  });
  after(async () => {
    await teams?.close();
    await product?.kill();
    await store?.close();
    await database?.end();
    await neighbour?.demo.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const [place, owner] = [channel('alerts'), personal('owner')];
  const said = (conversation: Json): Json => ({ from: { id: `29:${demoPersona.aadObjectId}`, aadObjectId: demoPersona.aadObjectId, name: demoPersona.displayName }, conversation });
  const came = (pattern: RegExp) => teams.delivered.filter(({ card }) => pattern.test(read(card)));
  const posted = async (kind: string): Promise<number> => (await database.query('select 1 from delivery where key like $1', [`${kind}:%`])).rowCount!;

  async function killAt(kind: string): Promise<void> {
    await database.query(`create function gate() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return new; end $$`);
    await database.query(`create trigger gate before insert on delivery for each row when (new.key like '${kind}:%') execute function gate()`);
    await database.query(`select pg_advisory_lock(${GATE})`);
    await teams.say('scan now', said(owner));
    const waiting = "select pid from pg_locks where locktype = 'advisory' and not granted";
    await until(async () => (await database.query(waiting)).rowCount! > 0);
    await product.kill();
    // What the dead process had sent already must not be carried out after its death.
    await database.query(`select pg_terminate_backend(pid) from (${waiting}) as held`);
    await until(async () => (await database.query(waiting)).rowCount === 0);
    await database.query(`select pg_advisory_unlock(${GATE})`);
    await database.query('drop trigger gate on delivery; drop function gate()');
    assert.equal(await posted(kind), 0);
  }

  it('loses no alert', async () => {
    await neighbour.join('breakGlass', otherPersonas.auditor, otherPersonas.approver);
    await killAt('alert');
    product = await startProduct({ environment });
    const { card } = await teams.when(() => came(/Alert/)[0]);
    assert.match(read(card), /Alert: 1 admin account can sign in without MFA since the last scan[^]*Maria[^]*Because: “Maria [^”]+” joined the group/);
    assert.deepEqual([await posted('alert'), came(/Alert/).length], [1, 1]);
  });

  it('loses no question to the owner of an exception', async () => {
    await store.exceptions(tenantId).accept({
      accountId: otherPersonas.employee.aadObjectId, finding: 'gap', reason: 'On leave', owner: { id: demoPersona.aadObjectId, name: demoPersona.displayName },
      acceptedBy: { id: demoPersona.aadObjectId, name: demoPersona.displayName }, expiresAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
    });
    teams.goesOnWith(product.port);
    await killAt('review');
    product = await startProduct({ environment });
    const { card, conversationId } = await teams.when(() => came(/answers for ends on/)[0]);
    assert.match(read(card), /Bob Lavoie[^]*On leave/);
    assert.deepEqual([conversationId, await posted('review'), came(/answers for ends on/).length], [owner['id'], 1, 1]);
  });
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(50);
}
