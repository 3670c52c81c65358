import type { ConditionalAccessPolicy, Coverage, PerUserMfaState, Snapshot, Verdict } from '../../../src/engine/index.js';
import { UNREGISTERED, type Device } from './devices.js';
import { findings, type Found } from './findings.js';
import { outcomeOf, type Outcome } from './grants.js';
import { isExcluded, isExternal, isIncluded, isSyncAccount, isTrusted, type Person } from './people.js';
import { everyReading, type Ask } from './readings.js';
import { canHappen, conditionsOf, everyAtom, EXCHANGE, isLegacy, type Atoms, type Dimension, type SignIn } from './space.js';

/** One policy as it concerns the person, with its conditions looked up per atom. */
export interface Ruling {
  policy: ConditionalAccessPolicy;
  isIncluded: boolean;
  isExcluded: boolean;
  holds: (signIn: SignIn) => boolean;
}

/** Everything decided about one account in one reading of the unread data. */
export interface World {
  person: Person;
  rulings: Ruling[];
  atoms: Atoms;
  securityDefaults: boolean;
  perUser: PerUserMfaState;
}

export interface Judgement {
  verdict: Verdict;
  coverage: Coverage;
  /** Nothing unread had a part in it. */
  isCertain: boolean;
  /** Findings that hold whichever way unread data and open readings of the semantics turn out. */
  must: Set<string>;
  /** Findings that may be there. */
  may: Set<string>;
}

interface Reading { verdict: Verdict; coverage: Coverage; found: Found }

export function judgeNaively(snapshot: Snapshot, accountId: string): Judgement {
  const position = snapshot.accounts.findIndex(({ id }) => id === accountId);
  const readings = everyReading((ask) => judgeReading(snapshot, position, ask));
  const verdicts = new Set(readings.map(({ verdict }) => verdict));
  const coverages = new Set(readings.map(({ coverage }) => coverage));
  const must = readings.map(({ found }) => found.must).reduce((all, each) => new Set([...all].filter((id) => each.has(id))));
  return {
    verdict: verdicts.size === 1 ? [...verdicts][0]! : 'unknown',
    coverage: coverages.size === 1 ? [...coverages][0]! : 'unknown',
    isCertain: readings.length === 1,
    must,
    may: new Set(readings.flatMap(({ found }) => [...found.must, ...found.may])),
  };
}

function judgeReading(snapshot: Snapshot, position: number, ask: Ask): Reading {
  const account = snapshot.accounts[position]!;
  const person: Person = { snapshot, position, account, ask };
  if (!account.accountEnabled) return { verdict: 'blocked', coverage: 'full', found: findings(undefined, person) };
  const world = collapse(worldOf(person));
  const outcomes = everySignIn(world.atoms).map((signIn) => outcomeAt(world, signIn));
  const hasGap = outcomes.includes('open');
  return {
    verdict: !hasGap ? 'compliant' : isFederated(person) ? 'unknown' : 'nonCompliant',
    coverage: !hasGap ? 'full' : outcomes.includes('mfa') ? 'partial' : 'none',
    found: findings(world, person),
  };
}

export function worldOf(person: Person): World {
  const policies = readablePolicies(person);
  const { snapshot, account, ask } = person;
  const defaults = snapshot.securityDefaultsEnabled ?? ask('security defaults', [false, true]);
  return {
    person,
    rulings: policies.map((policy) => rule(person, policy)),
    atoms: everyAtom(person, policies),
    securityDefaults: defaults && !isSyncAccount(person),
    perUser: account.perUserMfaState ?? ask('per-user MFA', ['disabled', 'enabled', 'enforced'] as const),
  };
}

const EVERYTHING: Pick<ConditionalAccessPolicy, 'users' | 'applications' | 'clientAppTypes' | 'grant'> = {
  users: { includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [], includeRoles: [], excludeRoles: [], includeGuests: undefined, excludeGuests: undefined },
  applications: { include: ['All'], exclude: [], userActions: [], authenticationContexts: [], filter: undefined },
  clientAppTypes: ['all'],
  grant: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: undefined },
};

/** The policies of one reading: what can't be read may be nothing at all, or MFA for everything. */
function readablePolicies({ snapshot, ask }: Person): ConditionalAccessPolicy[] {
  if (!snapshot.policies) return ask('any policies', [false, true]) ? [demandEverything('unread')] : [];
  return snapshot.policies.filter(({ isForWorkloadIdentities }) => !isForWorkloadIdentities).flatMap((policy) => {
    if (policy.misread.length > 0) return ask(`${policy.id} demands`, [false, true]) ? [demandEverything(policy.id)] : [];
    return policy.unknownConditions.length === 0 || ask(`unknown conditions of ${policy.id} hold`, [false, true]) ? [policy] : [];
  });
}

const demandEverything = (id: string): ConditionalAccessPolicy => ({
  id, displayName: id, state: 'enabled', ...EVERYTHING, locations: undefined, platforms: undefined, deviceFilter: undefined,
  signInRiskLevels: [], userRiskLevels: [], insiderRiskLevels: [], transferMethods: undefined, isForWorkloadIdentities: false,
  sessionControls: [], unknownConditions: [], misread: [], modifiedDateTime: undefined,
});

function rule(person: Person, policy: ConditionalAccessPolicy): Ruling {
  const conditions = conditionsOf(person, policy);
  const known = new Map<unknown, boolean>();
  const once = (name: Dimension, value: never) => {
    const key = typeof value === 'string' ? `${name} ${value as string}` : value;
    if (!known.has(key)) known.set(key, conditions[name](value));
    return known.get(key)!;
  };
  return {
    policy, isIncluded: isIncluded(person, policy), isExcluded: isExcluded(person, policy),
    holds: (signIn) => (Object.keys(conditions) as Dimension[]).every((name) => once(name, signIn[name] as never)),
  };
}

/** The rulings in force: enabled and assigned to the person. */
export function inForce(world: World): Ruling[] {
  return world.rulings.filter((each) => each.policy.state === 'enabled' && each.isIncluded && !each.isExcluded);
}

/** What becomes of one sign-in: every applying policy must be satisfied, and a block wins. */
export function outcomeAt(world: World, signIn: SignIn, rulings = inForce(world)): Outcome {
  const circumstances = { isLegacy: isLegacy(signIn.client), platform: signIn.platform, device: signIn.device };
  const outcomes = rulings.filter((each) => each.holds(signIn)).map(({ policy }) => outcomeOf(world.person, policy, circumstances));
  if (outcomes.includes('blocked')) return 'blocked';
  const isPerUser = world.perUser === 'enforced' || (world.perUser === 'enabled' && !circumstances.isLegacy);
  return world.securityDefaults || isPerUser || outcomes.includes('mfa') ? 'mfa' : 'open';
}

export function everySignIn(atoms: Atoms): SignIn[] {
  const all: SignIn[] = [];
  for (const app of atoms.app) for (const client of atoms.client) for (const platform of atoms.platform)
    for (const place of atoms.place) for (const device of atoms.device) for (const signInRisk of atoms.signInRisk)
      for (const userRisk of atoms.userRisk) for (const insiderRisk of atoms.insiderRisk) for (const flow of atoms.flow) {
        const signIn = { app, client, platform, place, device, signInRisk, userRisk, insiderRisk, flow };
        if (canHappen(signIn)) all.push(signIn);
      }
  return all;
}

/** Keeps one of all values that no policy, control or constraint tells apart. */
export function collapse(world: World): World {
  const conditions = world.rulings.map(({ policy }) => conditionsOf(world.person, policy));
  const extra: Partial<Record<Dimension, (value: never) => string>> = {
    app: (app: string) => String(app === EXCHANGE),
    client: (client: string) => client,
    platform: (platform: string) => String(['iOS', 'android', 'windows'].includes(platform)),
    device: (device: Device) => `${device === UNREGISTERED} ${device.isCompliant} ${device.isHybrid}`,
    flow: (flow: string) => flow,
  };
  const kept = Object.entries(world.atoms).map(([name, values]) => {
    const sign = (value: never) => conditions.map((each) => each[name as Dimension](value)).join() + (extra[name as Dimension]?.(value) ?? '');
    return [name, [...new Map((values as never[]).toReversed().map((value) => [sign(value), value])).values()].toReversed()];
  });
  return { ...world, atoms: Object.fromEntries(kept) as Atoms };
}

/** D5: an identity provider may do MFA where Entra leaves a gap. */
export function isFederated({ snapshot, account, ask }: Person): boolean {
  const suffix = account.userPrincipalName.split('@').at(-1)!.toLowerCase();
  if (!snapshot.domains) return ask('federated', [false, true]);
  const domain = snapshot.domains.get(suffix);
  if (!domain?.isFederated) return false;
  const behaviour = domain.federatedIdpMfaBehavior;
  if (behaviour === undefined) return ask('federated', [false, true]);
  return behaviour !== 'rejectMfaByFederatedIdp';
}

export const trustsHomeMfa = (person: Person): boolean => isExternal(person) && isTrusted(person, 'isMfaAccepted');
