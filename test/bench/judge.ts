/** How fast the judge is, on one core: `npm run bench:judge`. Figures go to stdout, a line each; nothing is asserted here. */
import { AccountSet, type Account, type ConditionalAccessPolicy, type Snapshot } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { decodePolicy } from '../../src/graph/decode/conditionalAccess.js';
import { randomOf } from '../support/random.js';
import { rawPolicy, tenant } from '../support/tenant.js';

interface Shape { accounts: number; policies: number; groups: number; locations: number; seed: number }

const guid = (n: number): string => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

/** An enterprise: overlapping nested groups, policies that include or exclude them under various conditions. */
function enterprise({ accounts, policies, groups, locations, seed }: Shape): Snapshot {
  const next = randomOf(seed);
  const base = tenant({ policies: [], namedLocations: Array.from({ length: locations }, (_, n) => ({ id: `loc${n}`, isTrusted: n % 3 === 0, ranges: [`10.${n % 256}.0.0/16`, `2001:db8:${n.toString(16)}::/48`] })) });
  const all = Array.from({ length: accounts }, (_, n): Account => ({
    id: guid(n), userPrincipalName: `user${n}@contoso.com`, displayName: `User ${n}`, mail: undefined, userType: n % 20 === 0 ? 'guest' : 'member',
    accountEnabled: n % 25 !== 0, perUserMfaState: 'disabled', onPremisesSyncEnabled: false, isResourceAccount: false,
    createdDateTime: undefined, isMfaRegistered: n % 7 !== 0, methodsRegistered: METHODS[n % 3],
  }));
  const departments = Array.from({ length: groups }, (_, n) => {
    const members = new AccountSet();
    for (let position = n % 40; position < accounts; position += 40) if ((position / 40 + n) % Math.max(1, groups / 40) < 2) members.add(position);
    return { id: `group${n}`, displayName: `Group ${n}`, members, isDeleted: false };
  });
  return { ...base, accounts: all, groups: new Map(departments.map((group) => [group.id, group])), policies: Array.from({ length: policies }, (_, n) => policyAt(n, groups, locations, next)) };
}

const METHODS = [['microsoftAuthenticatorPush'], ['mobilePhone'], []];

function policyAt(n: number, groups: number, locations: number, next: () => number): ConditionalAccessPolicy {
  const pick = (prefix: string, count: number, howMany: number) => Array.from({ length: howMany }, () => `${prefix}${Math.floor(next() * count)}`);
  return decodePolicy(rawPolicy({
    id: `p${n}`, state: n % 9 === 8 ? 'enabledForReportingButNotEnforced' : 'enabled',
    conditions: {
      users: n % 13 === 0 ? { includeUsers: ['All'], excludeGroups: pick('group', groups, 9) } : { includeUsers: [], includeGroups: pick('group', groups, 6), excludeGroups: pick('group', groups, 2) },
      clientAppTypes: n % 5 === 1 ? ['browser', 'mobileAppsAndDesktopClients'] : n % 5 === 2 ? ['exchangeActiveSync', 'other'] : ['all'],
      applications: n % 6 === 3 ? { includeApplications: ['Office365'] } : n % 6 === 4 ? { includeApplications: ['All'], excludeApplications: [guid(900 + n)] } : { includeApplications: ['All'] },
      ...(n % 3 === 1 && locations > 0 && { locations: { includeLocations: ['All'], excludeLocations: pick('loc', locations, 2) } }),
      ...(n % 7 === 5 && { platforms: { includePlatforms: ['android', 'iOS'], excludePlatforms: [] } }),
      ...(n % 8 === 6 && { signInRiskLevels: ['high', 'medium'] }),
    },
    grantControls: { operator: 'OR', builtInControls: n % 5 === 2 ? ['block'] : n % 10 === 7 ? ['mfa', 'compliantDevice'] : ['mfa'] },
  }, n));
}

/** Policies as random products over many dimensions: hard for any method that subtracts sets. */
function adversarial(policies: number, seed: number): Snapshot {
  const next = randomOf(seed);
  const some = (values: string[]) => values.filter(() => next() < 0.7);
  const locations = Array.from({ length: 12 }, (_, n) => ({ id: `loc${n}`, ranges: [`10.${n * 8}.0.0/12`] }));
  return tenant({
    namedLocations: locations,
    policies: Array.from({ length: policies }, (_, n) => ({
      id: `p${n}`,
      conditions: {
        clientAppTypes: some(['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other']),
        platforms: { includePlatforms: ['all'], excludePlatforms: some(['android', 'iOS', 'windows', 'macOS', 'linux']).slice(0, 3) },
        signInRiskLevels: some(['none', 'low', 'medium', 'high']), userRiskLevels: some(['none', 'low', 'medium', 'high']),
        applications: { includeApplications: ['All'], excludeApplications: some(Array.from({ length: 10 }, (_each, app) => guid(app))).slice(0, 4) },
        locations: { includeLocations: ['All'], excludeLocations: some(locations.map(({ id }) => id)).slice(0, 4) },
        devices: { deviceFilter: { mode: n % 2 ? 'include' : 'exclude', rule: `device.extensionAttribute${1 + (n % 5)} -eq "x" -or device.model -contains "${n % 4}"` } },
      },
    })),
  });
}

function time(label: string, build: () => Snapshot): void {
  const snapshot = build();
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { summary, accounts } = judge(snapshot);
  const ms = performance.now() - start;
  const spent = process.cpuUsage(cpu);
  const kinds = new Set(accounts.map((account) => account.findings)).size;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${label}: ${ms.toFixed(0)} ms (${((spent.user + spent.system) / 1000).toFixed(0)} ms of processor), ${kinds} distinct judgements, ${JSON.stringify(summary)}, peak ${peak} MB`);
}

const typical = { accounts: 10_000, policies: 40, groups: 120, locations: 20, seed: 7 };
// A process that has judged before, as the bot's has.
for (let run = 0; run < 5; run += 1) judge(enterprise({ ...typical, accounts: 200 }));
time('200 accounts x 40 policies', () => enterprise({ ...typical, accounts: 200 }));
for (const accounts of [1_000, 10_000, 100_000]) time(`accounts ${accounts}`, () => enterprise({ ...typical, accounts }));
for (const policies of [10, 20, 40, 80, 160, 240]) time(`policies ${policies}`, () => enterprise({ ...typical, policies }));
for (const locations of [5, 20, 80, 195]) time(`locations ${locations}`, () => enterprise({ ...typical, locations }));
for (const policies of [10, 30, 60, 120, 240]) time(`adversarial, ${policies} policies, 1 account`, () => adversarial(policies, policies));
time('1,000,000 accounts x 60 policies', () => enterprise({ accounts: 1_000_000, policies: 60, groups: 320, locations: 30, seed: 12 }));
