import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { connect, type OpenDatabase } from '../../src/store/database.js';
import { storeOn, type Actor, type Store } from '../../src/store/index.js';
import { migrate } from '../../src/store/migrate.js';
import { aSnapshot, anAccount, nobodyInScope, requireMfa } from '../flows/tenant.js';
import { onEachDatabase } from './databases.js';

const start = Date.parse('2026-03-02T08:30:00Z');
const iso = (moment: number): string => new Date(moment).toISOString();
const summary = { accounts: 5, compliant: 3, nonCompliant: 1, unknown: 0, blocked: 1 };
const rule = { time: '08:30', days: ['mon' as const], zone: 'UTC' };
const bot = { id: 'bot', name: 'Bot' };
/** A name that JSON, SQL and regular expressions each read in their own way. */
const NAME = 'Wanda "O\'Way" (Äste)';
const TEAMS_ID = '29:1wanda-in-teams';

/** Columns that hold no word about anybody, by construction: numbers, hashes, states and our own keys. */
const NAMELESS = ['alert', 'audit_head', 'counter', 'lease', 'pace'];

onEachDatabase((database, where) => describe(`forgetting a person, on ${database}`, function () {
  this.timeout(60_000);
  let open: OpenDatabase;
  let store: Store;
  let tenant: string;
  let wanda: Actor & { address: string };
  before(async () => {
    const options = { ...where(), log: assert.fail, now: () => start };
    open = await connect(options);
    await migrate(open.database);
    store = storeOn(open, options);
  });
  after(() => store.close());
  beforeEach(() => {
    tenant = randomUUID();
    wanda = { id: randomUUID(), name: NAME, address: `Wanda.${tenant}@contoso.com` };
  });

  /** Every table's rows of the tenant that name her, in any column: found in the database's own list, so that a new table is searched, too. */
  async function traces(): Promise<Record<string, string[]>> {
    const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.columns where table_schema = current_schema() and column_name = 'tenant_id' order by 1`.execute(open.database);
    const needles = [wanda.id, wanda.address, NAME, TEAMS_ID].map((needle) => JSON.stringify(needle).slice(1, -1).toLowerCase());
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await sql<{ row: Record<string, unknown> }>`select to_jsonb(${sql.table(name)}) as row from ${sql.table(name)} where tenant_id = ${tenant}`.execute(open.database);
      found[name] = rows.map(({ row }) => JSON.stringify(readable(row))).filter((text) => needles.some((needle) => text.toLowerCase().includes(needle)));
    }
    return found;
  }

  /** With packed columns unpacked, which come as hexadecimal text, and JSON that is kept as text read. */
  function readable(row: Record<string, unknown>): object {
    const parsed = Object.entries(row).map(([column, value]) => {
      if (typeof value !== 'string') return [column, value];
      if (value.startsWith('\\x1f8b')) return [column, gunzipSync(Buffer.from(value.slice(2), 'hex')).toString('utf8').split('\n').map((line) => JSON.parse(line) as unknown)];
      return [column, value.startsWith('{') ? (JSON.parse(value) as unknown) : value];
    });
    return Object.fromEntries(parsed) as object;
  }

  /** Puts her into every table, and beside her what must stay. */
  async function everywhere(): Promise<void> {
    const policy = { ...requireMfa, users: { ...nobodyInScope, includeUsers: ['All'], excludeUsers: [wanda.id] } };
    const accounts = [anAccount(wanda.id, { displayName: NAME, userPrincipalName: wanda.address, mail: wanda.address }), anAccount('bob')];
    for (const age of [1, 0]) await store.scans(tenant).save({ snapshot: aSnapshot({ accounts, policies: [policy], roleAssignments: [{ roleId: 'r', principalId: wanda.id, directoryScopeId: '/' }], scannedAt: iso(start - age * 60_000) }), summary }, start);
    await conversations();
    await daily();
    await tickets();
    await plans();
    await store.feedback(tenant).record({ conversationId: 'c', personId: wanda.id, topic: 'licensing', question: 'P1?', helpful: true });
    await store.feedback(tenant).record({ conversationId: 'c', personId: 'bob', topic: 'licensing', question: `does ${NAME} need P1?`, helpful: true });
    await store.audit(tenant).append({ actor: wanda, event: 'plan.confirmed', subject: {}, details: { number: 1 } });
    await store.audit(tenant).append({ actor: bot, event: 'ticket.opened', subject: { account: wanda.id }, details: { number: 1 } });
    await store.audit(tenant).append({ actor: bot, event: 'ticket.refused', subject: {}, details: { because: `${NAME.toUpperCase()} is away` } });
    await store.audit(tenant).append({ actor: bot, event: 'ticket.refused', subject: {}, details: { because: 'Swanda is no name of hers' } });
  }

  async function conversations(): Promise<void> {
    const user = { id: TEAMS_ID, aadObjectId: wanda.id, name: NAME };
    for (const [id, conversationType] of [['personal', 'personal'], ['channel', 'channel']]) {
      await store.conversations(tenant).remember(id!, { conversation: { id, conversationType }, user });
      await store.subscriptions(tenant).create({ conversationId: id!, createdBy: wanda, rule, nextDue: iso(start), filter: { only: wanda.address } });
    }
    await store.contexts(tenant).save({ conversationId: 'channel', personId: wanda.id }, { lastTicket: 1 });
    await store.contexts(tenant).save({ conversationId: 'channel', personId: 'bob' }, { lastAccountId: wanda.id });
    await store.contexts(tenant).save({ conversationId: 'channel', personId: 'eve' }, { pending: { question: `Enforce MFA for ${wanda.address.toUpperCase()}?` }, lastTicket: 2 });
  }

  async function daily(): Promise<void> {
    await store.deliveries(tenant).post({ key: 'private', conversationId: 'personal', dueAt: iso(start), content: { text: 'hello' } });
    await store.deliveries(tenant).post({ key: 'alert', conversationId: 'channel', dueAt: iso(start), content: { text: `${NAME} and Bob Ross can sign in without MFA`, card: { data: { accounts: [wanda.id, 'bob'] } } } });
    const accepted = { finding: 'app-scope', reason: 'r', acceptedBy: bot, owner: bot, expiresAt: iso(start + 1) };
    await store.exceptions(tenant).accept({ ...accepted, accountId: wanda.id });
    await store.exceptions(tenant).accept({ ...accepted, accountId: 'bob', owner: wanda, acceptedBy: wanda, reason: `asked by ${wanda.address}` });
    await store.alerts(tenant).tell({ scannedAt: iso(start), closed: [], open: ['hash'], messages: () => [] });
    await store.leases(tenant).acquire('scan', 'worker', iso(start), iso(start + 1));
    await store.pace(tenant).reserve(new Map([['tenant', 1]]), { intervalMs: 1, burst: 1 }, start, 1);
  }

  async function tickets(): Promise<void> {
    const ticket = { findings: ['app-scope'], system: 'jira', content: {}, priority: 'low' as const, dueAt: iso(start), openedBy: wanda };
    const { ticket: about } = await store.tickets(tenant).open({ ...ticket, accountId: wanda.id, title: NAME, content: { account: { id: wanda.id, displayName: NAME } } });
    await store.tickets(tenant).update(about.id, { set: { externalId: 'MFA-7', externalUrl: 'https://jira.example/MFA-7' } });
    const { ticket: other } = await store.tickets(tenant).open({ ...ticket, accountId: 'bob', title: 'Bob Ross', content: { pending: [{ kind: 'assign', to: { id: wanda.id, name: 'open' } }] } });
    await store.tickets(tenant).update(other.id, { set: { assignee: wanda } });
    await store.tickets(tenant).comment(other.id, { by: wanda, text: 'mine' });
    await store.tickets(tenant).comment(other.id, { by: bot, text: `${NAME} says hello` });
  }

  async function plans(): Promise<void> {
    const plan = { conversationId: 'channel', expiresAt: iso(start + 60_000), content: {}, changes: [{ to: 'x' }] };
    const proposals = [
      { ...plan, requestedBy: wanda }, { ...plan, requestedBy: bot, content: { accounts: [wanda.id] } }, { ...plan, requestedBy: bot, changes: [{ member: wanda.id }] },
      { ...plan, requestedBy: bot, content: { title: `Not for ${NAME}` }, changes: [{ text: NAME }] },
    ];
    for (const proposal of proposals) {
      const { id } = await store.plans(tenant).propose(proposal);
      await store.plans(tenant).move(id, { from: ['proposed'], to: 'withdrawn' });
    }
  }

  it('leaves no trace in any column of any table but the ids that the log proves', async () => {
    await everywhere();
    const before = await traces();
    assert.deepEqual(Object.keys(before).filter((table) => before[table]!.length === 0), NAMELESS, 'a table this test does not put her into');
    const { deleted, erased, kept } = await store.forget(tenant, wanda.id, bot);
    const { audit = [], ...rest } = await traces();
    assert.deepEqual(Object.entries(rest).filter(([, rows]) => rows.length > 0), []);
    assert.deepEqual(audit.filter((row) => row.includes('anda')), []);
    assert.equal((await store.audit(tenant).verify()).intact, true);
    assert.deepEqual(deleted, { delivery: 1, subscription: 1, conversation_context: 2, faq_feedback: 1, conversation: 1, accepted_exception: 1, ticket: 1, plan: 3, audit_detail: 3 });
    assert.deepEqual(erased, { scan: 2, scan_base: 1, conversation_context: 1, faq_feedback: 1, plan: 1, plan_step: 1, ticket: 1, ticket_comment: 2, subscription: 1, delivery: 1, accepted_exception: 1 });
    assert.equal(kept.length, 2);
    assert.match(kept[0]!, /^3 rows of `audit`: .* hash chain covers the object id/);
    assert.match(kept[1]!, /^ticket `MFA-7` in `jira` .*delete it there \(https:\/\/jira\.example\/MFA-7\)/);
  });

  it('keeps what others need: their cards, tickets and past verdicts', async () => {
    await everywhere();
    const past = await store.scans(tenant).latest();
    await store.forget(tenant, wanda.id, bot);
    const scan = (await store.scans(tenant).latest())!;
    const stand = scan.accounts[0]!;
    assert.deepEqual(scan.accounts[1], past!.accounts[1]);
    assert.deepEqual([stand.displayName, stand.userPrincipalName, scan.policies![0]!.users.excludeUsers, scan.roleAssignments![0]!.principalId], ['forgotten', 'forgotten@contoso.com', [stand.id], stand.id]);
    const { tickets: [ticket] } = await store.tickets(tenant).list({ limit: 9 });
    assert.deepEqual([ticket!.title, ticket!.assignee, ticket!.openedBy, ticket!.comments.map(({ by, text }) => [by.id, text])], ['Bob Ross', undefined, { id: 'forgotten', name: 'forgotten' }, [['forgotten', 'mine'], ['bot', 'forgotten says hello']]]);
    const [waiting] = await store.deliveries(tenant).claim({ worker: 'w', now: iso(start), until: iso(start + 1), limit: 9 });
    assert.deepEqual(waiting!.content, { text: 'forgotten and Bob Ross can sign in without MFA', card: { data: { accounts: ['forgotten', 'bob'] } } });
    assert.equal((await store.audit(tenant).read({ limit: 9 })).filter(({ isForgotten }) => !isForgotten).length, 2);
  });

  it('keeps where a guest comes from, and says what it can not forget yet', async () => {
    const accounts = [anAccount(wanda.id, { displayName: 'open', userPrincipalName: 'wanda_fabrikam.com#EXT#@contoso.com', userType: 'guest' })];
    await store.scans(tenant).save({ snapshot: aSnapshot({ accounts }), summary }, start);
    const { number, id } = await store.plans(tenant).propose({ requestedBy: wanda, conversationId: 'c', expiresAt: iso(start + 1), content: {}, changes: [{ to: 'x' }] });
    assert.equal(number, 1);
    const { kept } = await store.forget(tenant, wanda.id, bot);
    assert.equal((await store.scans(tenant).latest())!.accounts[0]!.userPrincipalName, 'forgotten_fabrikam.com#EXT#@contoso.com');
    assert.deepEqual(kept.map((sentence) => sentence.replace(/:.*/, '')), ['1 row of `plan`', '1 row of `audit`', 'the word `open` in texts']);
    assert.equal((await store.plans(tenant).load(id))!.requestedBy.id, wanda.id);
  });

  it('touches nobody else, in no other tenant, and is asked for an id', async () => {
    await everywhere();
    const other = tenant;
    tenant = randomUUID();
    await store.forget(tenant, wanda.id, bot);
    tenant = other;
    assert.ok((await traces())['ticket']!.length > 0);
    await assert.rejects(store.forget(tenant, 'wanda', bot), /no account's object id/);
  });
}));
