import assert from 'node:assert/strict';
import { assert as assertProperty, asyncProperty, subarray } from 'fast-check';
import { confirmPlan, proposeForAccounts, type PlanState, type Pressing } from '../../../src/flows/index.js';
import { changeOf } from './agreement.js';
import { dana, EnforceWorld, etienne, planIn, scanOf, textOf } from './world.js';

/** The lever in words, or after `!` why there is none and, after `>`, what would do it for others too. */
const LEVERS: Record<string, string> = {
  'marc-andre.vaillancourt': 'Drop the exclusion of `Marc-André Vaillancourt` from `CA001 - Require MFA for all users`.',
  'carl.nguyen': 'Take `Carl Nguyen` out of the group `NOC Montréal`.',
  'gaetan.pelletier': 'Take `Gaëtan Pelletier` out of the group `Entrepôt - tablettes`.',
  'raymond.cloutier': 'Take `Raymond Cloutier` out of the group `Per-user MFA (legacy)`.',
  'svc-ticketsync': 'Take `Service account - ticket sync` out of the group `Ticketing connectors`: the way into `CA-Exclusions - MFA`. What else that gives goes with it.',
  'facturation': 'Take `Facturation` out of the group `CA-Exclusions - MFA`.',
  'victor.almeida': 'Take `Victor Almeida` out of the group `Invités - portail partenaires`.',
  'breakglass1': '! `CA-Exclusions - Break glass` is role-assignable: only a Privileged Role Administrator or a Global Administrator may change who is in it',
  'malik.traore': '! `Dept - Field Engineering` is dynamic: its rule decides who is in it > Make MFA the one thing that suffices in `CA008 - Field Engineering: MFA or compliant device`.',
  'ines.belhadj': '! `AURORE-Migration` is synchronised from on premises: its members are changed there',
  'sync_mtl-aadc01': '! Only a change that concerns others too closes its gap. > Drop the exclusion of `Directory Synchronization Accounts` from `CA001 - Require MFA for all users`.',
  'consultant.iso': '! Only a change that concerns others too closes its gap. > Drop the exclusion of guests from `CA001 - Require MFA for all users`.',
  'dana.whitfield': '! It is compliant already: MFA is required at every sign-in.',
  'francine.leduc': '! It cannot sign in, so there is nothing to enforce.',
};
const UNREGISTERED = 'No MFA method is registered: it will be asked to register at its next sign-in, and whoever signs in first registers.';
const SERVICE = 'It looks like a service account: whatever signs in with it unattended will stop. Move it to a managed identity first; a ticket is the better way.';

describe('levers of the demo tenant', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  before(async () => (world = await EnforceWorld.begin()));
  after(() => world.end());

  const preview = async (names: string[], { isNamed = true, person = dana }: { isNamed?: boolean; person?: Pressing } = {}): Promise<PlanState> =>
    planIn(await proposeForAccounts(world.parts(), world.scan, person, { accountIds: world.ids(...names), isNamed }));
  const warnings = async (name: string, person = dana): Promise<string[]> => (await preview([name], { person })).content.rows[0]!.warnings;

  for (const [name, expected] of Object.entries(LEVERS)) {
    it(`${name}: ${expected}`, async () => {
      const { content: { rows, heldBack }, steps } = await preview([name]);
      assert.deepEqual([
        ...rows.map(({ lever }) => lever), ...heldBack.map(({ because, tenantWide }) => `! ${because}${tenantWide ? ` > ${tenantWide.text}` : ''}`),
      ], [expected]);
      assert.equal(steps.length, rows.length);
      for (const { after: verdict } of rows) assert.equal(verdict, 'compliant');
    });
  }

  it('a nested group is left where the account is a direct member, and the preview judges what that does above', async () => {
    const { id, content } = await preview(['svc-ticketsync']);
    const [step] = (await world.record(id)).steps;
    assert.match(changeOf(step!).text, /out of the group `Ticketing connectors`/);
    assert.ok(content.effects.some((edit) => edit.kind === 'removeFromGroup' && world.scan.snapshot.groups.get(edit.groupId)?.displayName === 'CA-Exclusions - MFA'));
  });

  it('a role-assignable group opens for a Global Administrator, with a warning about the emergency account', async () => {
    assert.deepEqual(await warnings('breakglass1', etienne), ['It looks like an emergency account: make sure its security keys are at hand before you confirm.', UNREGISTERED]);
  });

  it('warns of what breaks, worst first', async () => {
    assert.deepEqual(await warnings('chloe.marchand'), [UNREGISTERED]);
    assert.deepEqual(await warnings('bob.lavoie'), ['Only phone calls or text messages are registered, which Microsoft ends on 2027-02-01.']);
    assert.deepEqual(await warnings('svc-scanner'), [SERVICE, UNREGISTERED]);
    assert.deepEqual(await warnings('raymond.cloutier'), [UNREGISTERED, 'Mail clients and scanners that cannot do MFA will be refused.']);
    assert.deepEqual(await warnings('victor.almeida'), [UNREGISTERED, 'A guest: has to register a method in this tenant.']);
  });

  it('spares service and emergency accounts of a whole list, and says how to insist', async () => {
    const { content, steps } = await preview(['svc-scanner', 'breakglass1', 'bob.lavoie'], { isNamed: false, person: etienne });
    assert.deepEqual(content.rows.map(({ account }) => account.displayName), ['Bob Lavoie']);
    assert.equal(steps.length, 1);
    assert.deepEqual(content.heldBack.map(({ account, because, canInsist }) => [account.displayName, /emergency account|service account/.exec(because)![0], canInsist]).toSorted(), [
      ['Break Glass 1', 'emergency account', true], ['Scanner 3e étage', 'service account', true],
    ]);
  });

  it('a plan without a lever has nothing to confirm, and says so', async () => {
    const state = await preview(['malik.traore']);
    assert.match(textOf(state), /^Nothing to confirm/);
    assert.match(textOf(state), /What would close it: Make MFA/);
    const refused = await confirmPlan(world.parts(), dana, state.id);
    assert.ok(refused.kind === 'refused');
  });

  it('keeps hostile names as letters', async () => {
    const { id, displayName } = world.account('robert.tables');
    assert.ok(textOf(planIn(await proposeForAccounts(world.parts(), world.scan, dana, { accountIds: [id], isNamed: true }))).includes(displayName.slice(0, 20)));
  });
});

describe('levers of a tenant that differs', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  beforeEach(async () => (world = await EnforceWorld.begin()));
  afterEach(() => world.end());

  const group = (name: string): string => [...world.scan.snapshot.groups.values()].find(({ displayName }) => displayName === name)!.id;
  async function excluded(name: string): Promise<void> {
    await world.request('POST', `/groups/${group('CA-Exclusions - Break glass')}/members/$ref`, { '@odata.id': `${world.demo.baseUrl}/v1.0/directoryObjects/${world.account(name).id}` });
    world.scan = scanOf(await world.read());
  }

  it('yourself, and the last Global Administrator who can get in', async () => {
    const warnings = async (): Promise<string[]> => (await world.propose(['etienne.gauthier'], world.parts(), etienne)).content.rows[0]!.warnings;
    const OWN = 'This is your own account: make sure that you can do MFA now.';
    const EMERGENCY = 'It looks like an emergency account: make sure its security keys are at hand before you confirm.';
    await excluded('etienne.gauthier');
    assert.deepEqual(await warnings(), [OWN, EMERGENCY]);
    const second = world.account('breakglass2').id;
    const accounts = world.scan.snapshot.accounts.map((account) => (account.id === second ? { ...account, isMfaRegistered: false } : account));
    world.scan = scanOf({ ...world.scan.snapshot, accounts });
    assert.deepEqual(await warnings(), [OWN, 'No other Global Administrator has an MFA method registered: if this one is locked out, nobody can mend it.', EMERGENCY]);
  });

  it('per-user MFA where there is no Conditional Access, never beside it', async () => {
    for (const { id } of world.scan.snapshot.policies!) await world.request('PATCH', `/identity/conditionalAccess/policies/${id}`, { state: 'disabled' });
    world.scan = scanOf(await world.read());
    const state = await world.propose(['bob.lavoie', 'carl.nguyen']);
    assert.deepEqual(state.content.rows.map(({ after: verdict }) => verdict), ['compliant', 'compliant'], JSON.stringify(state.content));
    assert.deepEqual(state.content.effects.map(({ kind }) => kind), ['setPerUserMfa', 'setPerUserMfa']);
    const done = planIn(await confirmPlan(world.parts(), dana, state.id));
    await world.agrees(done.id, done);
    assert.deepEqual(world.proxy.taken.map(({ path }) => path.split('/').slice(-2).join('/')), ['authentication/requirements', 'authentication/requirements']);
  });
});

describe('the preview and the tenant afterwards', function () {
  this.timeout(120_000);
  const names = [
    'marc-andre.vaillancourt', 'carl.nguyen', 'josee.arsenault', 'helene.damours', 'anna.kowalska', 'bob.lavoie', 'gaetan.pelletier', 'pierre-luc.beauchemin', 'chloe.marchand', 'sven.hakansson',
    'rosalie.paquin', 'raymond.cloutier', 'svc-ticketsync', 'svc-scanner', 'svc-monitoring', 'facturation', 'salle.montroyal', 'victor.almeida', 'malik.traore', 'ines.belhadj', 'dana.whitfield',
  ];

  it('agree on every verdict, for any set of accounts, and nobody else moves', () => assertProperty(asyncProperty(subarray(names, { minLength: 1 }), async (chosen) => {
    const world = await EnforceWorld.begin();
    try {
      const before = new Map(world.scan.report.accounts.map(({ id, verdict }) => [id, verdict]));
      const preview = await world.propose(chosen);
      if (preview.steps.length === 0) return;
      const done = planIn(await confirmPlan(world.parts(), dana, preview.id));
      await world.agrees(done.id, done);
      const rows = new Map(preview.content.rows.map(({ account, after: verdict }) => [account.id, verdict]));
      assert.deepEqual(done.verdicts, Object.fromEntries(rows));
      for (const { id, verdict, userPrincipalName } of scanOf(await world.read()).report.accounts) assert.equal(verdict, rows.get(id) ?? before.get(id), userPrincipalName);
    } finally {
      await world.end();
    }
  }), { numRuns: Number(process.env.PROPERTY_RUNS ?? 3), seed: 5, examples: [[names]] }));
});
