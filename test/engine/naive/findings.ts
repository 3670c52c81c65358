import { hasControls, outcomeOf } from './grants.js';
import { everySignIn, inForce, isFederated, outcomeAt, trustsHomeMfa, type Ruling, type World } from './judge.js';
import { GLOBAL_ADMINISTRATOR, guestType, holdsRole, isSyncAccount, type Person } from './people.js';
import { canHappen, isLegacy, type Dimension, type SignIn } from './space.js';
import { UNREGISTERED } from './devices.js';

/** Findings that hold by any reading of semantics.md, and those that hold by some. */
export interface Found { must: Set<string>; may: Set<string> }

/** By direct quantification over all sign-ins; without a world the account is disabled. */
export function findings(world: World | undefined, person: Person): Found {
  const found: Found = { must: new Set(), may: new Set() };
  const note = (id: string, must: boolean, may = must) => {
    if (must) found.must.add(id);
    if (may) found.may.add(id);
  };
  if (!world) {
    note('disabled-account', true);
    for (const id of ['service-account', 'not-registered', 'weak-methods', 'federated-mfa-unverified']) note(id, false, true);
    return found;
  }
  const all = everySignIn(world.atoms);
  const gap = all.filter((each) => outcomeAt(world, each) === 'open');
  const demandsMfa = all.some((each) => outcomeAt(world, each) === 'mfa');
  if (gap.length > 0) gapFindings(world, gap, demandsMfa, note);
  else coveredFindings(world, all, note);
  methodFindings(world, demandsMfa, note);
  note('service-account', isService(person), isService(person) || person.account.isResourceAccount);
  note('federated-mfa-unverified', isFederated(person));
  return found;
}

type Note = (id: string, must: boolean, may?: boolean) => void;

const SCOPES: [string, Dimension[]][] = [
  ['location-exclusion', ['place']], ['app-scope', ['app']], ['client-scope', ['client']], ['platform-scope', ['platform']],
];
const RISKS: Dimension[] = ['signInRisk', 'userRisk', 'insiderRisk'];

const isMfa = (outcome: string): boolean => outcome === 'mfa';
const isCovered = (outcome: string): boolean => outcome !== 'open';

function gapFindings(world: World, gap: SignIn[], demandsMfa: boolean, note: Note): void {
  const becomes = (dimensions: Dimension[], isMet: (outcome: string) => boolean) =>
    gap.some((each) => variants(world, each, dimensions).some((other) => isMet(outcomeAt(world, other))));
  for (const [id, dimensions] of SCOPES) note(id, becomes(dimensions, isMfa), becomes(dimensions, isCovered));
  note('risk-scope', RISKS.some((each) => becomes([each], isMfa)), becomes(RISKS, isCovered));
  note('device-alternative', gap.some((each) => each.device !== UNREGISTERED && outcomeAt(world, { ...each, device: UNREGISTERED }) !== 'open'));
  note('no-enforcement', !demandsMfa);
  note('guest-not-covered', guestType(world.person) !== undefined && !demandsMfa);
  note('custom-control', gap.some((each) => passesThroughCustom(world, each, true)), gap.some((each) => passesThroughCustom(world, each, false)));
  const enforced = inForce(world);
  const excluded = world.rulings.filter((each) => each.policy.state === 'enabled' && each.isIncluded && each.isExcluded);
  note('excluded-from-policy', gap.some((each) => isCovered(outcomeAt(world, each, [...enforced, ...excluded]))));
  const switchOn = (state: string) => [...enforced, ...world.rulings.filter((each) => each.policy.state === state && each.isIncluded && !each.isExcluded)];
  const closes = (rulings: Ruling[]) => gap.every((each) => isCovered(outcomeAt(world, each, rulings)));
  note('report-only', closes(switchOn('enabledForReportingButNotEnforced')));
  note('policy-disabled', closes(switchOn('disabled')));
  emergencyFinding(world, note);
}

/** The same sign-in with other values in these dimensions only. */
function variants(world: World, signIn: SignIn, dimensions: Dimension[]): SignIn[] {
  return dimensions.reduce<SignIn[]>((all, name) =>
    all.flatMap((each) => (world.atoms[name] as unknown[]).map((value) => ({ ...each, [name]: value } as SignIn))), [signIn]).filter(canHappen);
}

function passesThroughCustom(world: World, signIn: SignIn, onlyThrough: boolean): boolean {
  const at = { isLegacy: isLegacy(signIn.client), platform: signIn.platform, device: signIn.device };
  return inForce(world).some(({ policy, holds }) => (policy.grant?.customAuthenticationFactors.length ?? 0) > 0 && holds(signIn)
    && (!onlyThrough || outcomeOf(world.person, policy, at, true) !== 'open'));
}

function emergencyFinding({ rulings, person }: World, note: Note): void {
  const including = rulings.filter((each) => each.policy.state === 'enabled' && each.isIncluded && hasControls(each.policy));
  const isOut = including.every((each) => each.isExcluded);
  const { displayName, userPrincipalName } = person.account;
  const isNamed = /break glass|emergency/i.test(displayName);
  const isMaybeNamed = /break[ -_]?glass|emergency/i.test(`${displayName} ${userPrincipalName}`);
  if (!isOut) return;
  const isAdministrator = holdsRole(person, GLOBAL_ADMINISTRATOR);
  const isMaybeAdministrator = holdsRole(person, GLOBAL_ADMINISTRATOR, () => true);
  note('emergency-account', including.length > 0 && (isNamed || isAdministrator), isMaybeNamed || isMaybeAdministrator);
}

function coveredFindings(world: World, all: SignIn[], note: Note): void {
  const without: World = { ...world, perUser: 'disabled' };
  const isOnlyPerUser = all.some((each) => outcomeAt(without, each) === 'open');
  note('per-user-legacy', isOnlyPerUser);
  const areLegacyOpen = all.some((each) => isLegacy(each.client) && outcomeAt(without, each) === 'open');
  note('app-password-risk', isOnlyPerUser && world.perUser === 'enforced' && areLegacyOpen);
  note('external-trust', trustsHomeMfa(world.person));
}

const PHONES = new Set(['mobilePhone', 'alternateMobilePhone', 'officePhone']);
const NO_SECOND_FACTORS = new Set(['email', 'securityQuestion']);

function methodFindings({ person, securityDefaults, perUser }: World, demandsMfa: boolean, note: Note): void {
  const { isMfaRegistered, methodsRegistered } = person.account;
  // Where a block stands before an MFA that another mechanism would demand, both readings are fair.
  const mayDemandMfa = demandsMfa || securityDefaults || perUser !== 'disabled';
  if (isMfaRegistered === false && mayDemandMfa && !trustsHomeMfa(person)) note('not-registered', demandsMfa, true);
  const methods = (methodsRegistered ?? []).filter((each) => !NO_SECOND_FACTORS.has(each));
  if (methods.length === 0 || !methods.every((each) => PHONES.has(each))) return;
  note('weak-methods', demandsMfa && !trustsHomeMfa(person), true);
}

function isService(person: Person): boolean {
  const { displayName, userPrincipalName } = person.account;
  return /^svc-/i.test(userPrincipalName) || /service account/i.test(displayName) || isSyncAccount(person);
}
