import assert from 'node:assert/strict';
import { AccountSet, type Snapshot } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { changesSince, type PastScans } from '../../src/flows/changes/changesSince.js';
import { startOf } from '../../src/flows/changes/moment.js';
import { decodeSnapshot, encodeSnapshot } from '../../src/store/snapshotCodec.js';
import { ada, aScan, anAccount, bob, connector, disabled, GLOBAL_ADMINISTRATOR, greta, montreal, requireMfa, ticketSync } from './tenant.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const later: Partial<Snapshot> = { scannedAt: '2026-11-23T08:00:00.000Z' };

async function changes(change: Partial<Snapshot>, earlier: Partial<Snapshot> = {}) {
  const past = aScan(earlier);
  const history: PastScans = { before: async () => past, previousTo: async () => past };
  const result = await changesSince(aScan({ ...later, ...change }), 'last scan', { history, judge, now: () => now });
  assert(result.kind === 'changes');
  return result;
}

describe('changes between two scans', () => {
  it('are explained by the edit of a policy', async () => {
    const edited = { ...requireMfa, locations: { include: ['All'], exclude: [montreal.id] } };
    const { worse, headline } = await changes({ policies: [edited] });
    assert.deepEqual(worse.map(({ id, before, after, causes }) => [id, before, after, causes]), ['ada', 'bob', 'greta_fabrikam.com#EXT#'].map((id) => [
      id, 'compliant', 'nonCompliant', ['policy `CA001 - Require MFA` was edited (locations)'],
    ]));
    assert.equal(headline, '3 accounts got worse');
  });

  it('are explained by who joined a group, though accounts have moved to other places', async () => {
    const { worse } = await changes({ accounts: [bob, ada, connector, greta, disabled], groups: new Map([[ticketSync.id, { ...ticketSync, members: AccountSet.of([0, 2]) }]]) });
    assert.deepEqual(worse.map(({ id, causes }) => [id, causes]), [['bob', ['`Bob Ross` joined the group `Ticket sync`']]]);
  });

  it('tell apart what explains an account from what only happened', async () => {
    const { worse, events } = await changes({
      groups: new Map([[ticketSync.id, { ...ticketSync, members: AccountSet.of([1, 2]) }]]),
      roleAssignments: [{ roleId: GLOBAL_ADMINISTRATOR, principalId: 'bob', directoryScopeId: '/' }],
    });
    assert.deepEqual(worse.map(({ causes }) => causes), [['`Bob Ross` joined the group `Ticket sync`']]);
    assert.deepEqual(events.map(({ accountIds }) => accountIds), [['bob'], []]);
    assert.match(events[1]!.text, /`Bob Ross` was given the role `Global Administrator`, `Ada Lovelace` lost/);
  });

  it('name accounts that were created, deleted, enabled', async () => {
    const fresh = anAccount('new', { displayName: 'Ticket helper' });
    const groups = new Map([[ticketSync.id, { ...ticketSync, members: AccountSet.of([0, 1]) }]]);
    const { worse, better, other } = await changes({ accounts: [connector, fresh, ada, { ...disabled, accountEnabled: true }], groups });
    assert.deepEqual(worse.map(({ id, before, causes }) => [id, before, causes]), [['new', 'absent', ['the account was created']]]);
    assert.deepEqual(better, []);
    assert.deepEqual(other.map(({ id, before, after, causes }) => [id, before, after, causes]), [
      ['old', 'blocked', 'compliant', ['`Old Account` was enabled']],
      ['bob', 'compliant', 'absent', ['the account was deleted']], ['greta_fabrikam.com#EXT#', 'compliant', 'absent', ['the account was deleted']],
    ]);
  });

  for (const [what, change, text] of [
    ['security defaults', { securityDefaultsEnabled: true }, 'security defaults were switched on'],
    ['a deleted policy', { policies: [] }, 'policy `CA001 - Require MFA` was deleted'],
    ['a policy put in report-only', { policies: [{ ...requireMfa, state: 'enabledForReportingButNotEnforced' as const }] }, 'policy `CA001 - Require MFA` was put in report-only'],
    ['policies that could not be read', { policies: undefined }, "Conditional Access policies couldn't be read any more"],
    ['per-user MFA', { accounts: [ada, bob, { ...connector, perUserMfaState: 'enforced' as const }, greta, disabled] }, '`Ticket connector` was set to `enforced` in per-user MFA'],
  ] as const) {
    it(`are explained by ${what}`, async () => {
      const { worse, better, other } = await changes(change as Partial<Snapshot>);
      const all = [...worse, ...better, ...other];
      assert(all.length > 0);
      for (const { causes } of all) assert.deepEqual(causes, [text]);
    });
  }

  it('are measured by the last scan that saw an account, where one could not be read in between', async () => {
    const at = (hour: string) => ({ scannedAt: `2026-11-23T${hour}:00:00.000Z` });
    const gap = { groups: new Map([[ticketSync.id, { ...ticketSync, members: AccountSet.of([0, 1, 2]) }]]) };
    const unread = { groups: new Map([[ticketSync.id, { ...ticketSync, members: undefined }]]) };
    const kept = [aScan({ ...at('01') }), aScan({ ...at('02'), ...unread }), aScan({ ...at('03'), ...unread })];
    const history: PastScans = {
      before: async () => kept.at(-1), previousTo: async (moment) => kept.findLast(({ report }) => report.scannedAt < moment),
    };
    const since = async (change: Partial<Snapshot>) => {
      const result = await changesSince(aScan({ ...at('04'), ...change }), 'last scan', { history, judge, now: () => now });
      assert(result.kind === 'changes');
      return result;
    };
    const same = await since({});
    assert.deepEqual([same.worse, same.better, same.headline], [[], [], 'No account got worse or better']);
    const { worse, seenFrom } = await since(gap);
    assert.deepEqual(worse.map(({ before, causes }) => [before, causes]).slice(0, 1), [['compliant', ['`Ada Lovelace`, `Bob Ross` joined the group `Ticket sync`']]]);
    assert.equal(seenFrom, at('01').scannedAt);
    const lost = await changes(unread);
    assert(lost.worse.length > 0 && lost.worse.every(({ after, isUnread }) => after === 'unknown' && isUnread));
  });

  it('tell groups that could not be read any more in one line, however many', async () => {
    const many = Array.from({ length: 5 }, (_, index) => ({ ...ticketSync, id: `g${index}`, displayName: `Group ${index}` }));
    const [read, unread] = [many, many.map((group) => ({ ...group, members: undefined }))].map((groups) => ({ groups: new Map(groups.map((group) => [group.id, group])) }));
    const { events } = await changes(unread!, read!);
    assert.deepEqual(events.map(({ text }) => text), ["members of the group `Group 0`, the group `Group 1`, the group `Group 2` and 2 more couldn't be read any more"]);
  });

  it('are all told, each with its own cause or none, where more was changed than is judged', async () => {
    const accounts = Array.from({ length: 2_000 }, (_, index) => anAccount(`user-${index}`));
    const groupsWith = (membersOf: (index: number) => number[]) => new Map(Array.from({ length: 300 }, (_, index) => {
      const group = { ...ticketSync, id: `g${index}`, displayName: `Group ${index}`, members: AccountSet.of(membersOf(index)) };
      return [group.id, group] as const;
    }));
    const tenant = { accounts, policies: [{ ...requireMfa, users: { ...requireMfa.users, excludeGroups: [...groupsWith(() => []).keys()] } }] };
    const [past, scan] = [aScan({ ...tenant, groups: groupsWith(() => []) }), aScan({ ...later, ...tenant, groups: groupsWith((index) => [index, 1_000 + index]) })];
    let [judgements, turns, isOver] = [0, 0, false];
    const othersTurn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(othersTurn);
    };
    setImmediate(othersTurn);
    const counting = (snapshot: Snapshot) => {
      judgements += 1;
      return judge(snapshot);
    };
    const result = await changesSince(scan, undefined, { history: { before: async () => past, previousTo: async () => past }, judge: counting, now: () => now });
    isOver = true;
    assert(result.kind === 'changes');
    const { worse, events } = result;
    const ids = Array.from({ length: 300 }, (_, index) => [`user-${index}`, `user-${1_000 + index}`]).flat();
    assert.deepEqual(worse.map(({ id, before, after }) => [id, before, after]).toSorted(), ids.map((id) => [id, 'compliant', 'nonCompliant']).toSorted());
    assert(judgements > 0 && judgements <= 60 && turns >= judgements, `${judgements} judgements, ${turns} turns of others`);
    assert.deepEqual([events.length, events.at(-1)!.text, events.at(-1)!.accountIds], [judgements + 1, `${300 - judgements} other changes`, []]);
    const explained = worse.filter(({ causes }) => causes.length > 0);
    assert.equal(explained.length, 2 * judgements);
    for (const { id, causes } of explained) {
      const index = Number(id.slice('user-'.length)) % 1_000;
      assert.deepEqual(causes, [`\`user-${index}\`, \`user-${1_000 + index}\` joined the group \`Group ${index}\``]);
    }
  });

  it('judge only those whom a changed group can concern', async () => {
    const groups = new Map([[ticketSync.id, ticketSync], ...Array.from({ length: 300 }, (_, index) => [`g${index}`, { ...ticketSync, id: `g${index}`, members: AccountSet.of([0]) }] as const)]);
    const emptied = new Map([...groups].map(([id, group]) => [id, { ...group, members: AccountSet.of(id === ticketSync.id ? [1, 2] : []) }]));
    const { worse, events } = await changes({ groups: emptied }, { groups });
    assert.deepEqual(worse.map(({ causes }) => causes), [['`Bob Ross` joined the group `Ticket sync`']]);
    assert.deepEqual([events.length, events.some(({ isUnjudged }) => isUnjudged)], [301, false]);
  });

  it('are no mere unread ones, where what made an account unknown was not judged', async () => {
    const others = (state: 'disabled' | 'enabledForReportingButNotEnforced') => Array.from({ length: 100 }, (_, index) => ({ ...requireMfa, id: `p${index}`, state }));
    const edited = { ...requireMfa, unknownConditions: ['moonPhase'] };
    const { worse, events } = await changes({ policies: [...others('enabledForReportingButNotEnforced'), edited] }, { policies: [...others('disabled'), requireMfa] });
    assert.deepEqual([worse.length, worse.every(({ after, causes, isUnread }) => after === 'unknown' && causes.length === 0 && !isUnread)], [3, true]);
    assert.equal(events.at(-1)!.isUnjudged, true);
  });

  it('are none where nothing changed', async () => {
    const result = await changes({});
    assert.deepEqual([result.worse, result.better, result.other, result.events], [[], [], [], []]);
    assert.equal(result.headline, 'No account got worse or better');
  });

  it('say where no scan is as old as what was asked for', async () => {
    const history: PastScans = { before: async () => aScan({}), previousTo: async () => aScan({}) };
    const since = async (period: string) => changesSince(aScan(later), period, { history, judge, now: () => now });
    const { scannedAt } = aScan({}).report;
    const isSinceFirst = async (period: string): Promise<unknown> => ((await since(period)) as { isSinceFirst?: boolean }).isSinceFirst;
    assert.deepEqual([await isSinceFirst('2020-01-01'), await isSinceFirst(scannedAt), await isSinceFirst('last scan')], [true, undefined, undefined]);
  });

  it('are none after the earlier scan was kept and read again', async () => {
    const kept = (await decodeSnapshot(await encodeSnapshot(aScan().snapshot)))!;
    const { events, worse } = await changes({}, kept);
    assert.deepEqual([events, worse], [[], []]);
  });

  it('say so when there is nothing to compare with, or the time is no time', async () => {
    const parts = { history: { before: async () => undefined, previousTo: async () => undefined }, judge, now: () => now };
    assert.match(JSON.stringify(await changesSince(aScan(), undefined, parts)), /only one scan so far/);
    assert.match(JSON.stringify(await changesSince(aScan(), 'the flood', parts)), /can't read `the flood`/);
  });
});

describe('the start of a period', () => {
  // 2026-11-23 is a Monday.
  for (const [period, timezone, start] of [
    ['P7D', 'utc', '2026-11-16T12:00:00.000Z'], ['PT2H', 'utc', '2026-11-23T10:00:00.000Z'], ['2026-11-20', 'utc', '2026-11-20T00:00:00.000Z'],
    ['friday', 'utc', '2026-11-20T00:00:00.000Z'], ['mon', 'utc', '2026-11-16T00:00:00.000Z'], ['tuesday', 'America/Toronto', '2026-11-17T05:00:00.000Z'],
  ] as const) {
    it(`${period} in ${timezone}`, () => assert.equal(startOf(period, now, timezone), start));
  }

  for (const period of ['', 'the flood', 'month', 'P', '2026-13-40']) it(`is unknown for \`${period}\``, () => assert.equal(startOf(period, now), undefined));
});
