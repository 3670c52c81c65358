import { findWitness } from './coverage/witness.js';
import type { Cover } from './coverage/cover.js';
import { TooComplexError } from './coverage/search.js';
import type { Coverage, Mechanism, Verdict, Witness } from './report.js';
import { PER_USER_MFA, type Openness, type TenantModel } from './tenant.js';

/** The verdict on one account and what it rests on. */
export interface Judgement {
  verdict: Verdict;
  coverage: Coverage;
  mechanisms: Mechanism[];
  witness: Witness | null;
  /** Why the verdict is `unknown`; otherwise null. */
  unknownBecause: string | null;
  /** A sign-in without MFA is certain as far as Entra goes (a federated identity provider may still ask for one). */
  hasGap: boolean;
  /** MFA is demanded at some sign-in. */
  demandsMfa: boolean;
  /** What Conditional Access and per-user MFA stop; undefined for a disabled account, whose sign-ins don't matter. */
  cover: Cover | undefined;
}

/** Judges one account (semantics: mechanisms in the order D1, D3, D4, Conditional Access, D5). */
export function judgeAccount(model: TenantModel, position: number): Judgement {
  const account = model.snapshot.accounts[position]!;
  if (!account.accountEnabled) return blocked;
  const isSync = model.isSyncAccount(position);
  const openness = model.openness(position);
  const demandsMfa = demandsMfaOf(openness.cover);
  const mechanisms = mechanismsOf(model, position, openness, isSync);
  const base = { mechanisms, witness: null, unknownBecause: null, cover: openness.cover };
  const isDefended = model.snapshot.securityDefaultsEnabled === true && isSync === false;
  if (isDefended || account.perUserMfaState === 'enforced') return { ...base, verdict: 'compliant', coverage: 'full', hasGap: false, demandsMfa: true };
  if (openness.kind === 'covered') return { ...base, verdict: 'compliant', coverage: 'full', hasGap: false, demandsMfa };
  const reason = whyUnknown(model, position, openness, isSync);
  const hasGap = openness.kind === 'gap' && (reason === null || reason === FEDERATED);
  if (reason !== null) return { ...base, verdict: 'unknown', coverage: 'unknown', hasGap, demandsMfa, unknownBecause: reason };
  const witness = findWitness(openness.cover, model.snapshot.namedLocations ?? []) ?? null;
  return { ...base, verdict: 'nonCompliant', coverage: coverageOf(openness, demandsMfa), witness, hasGap, demandsMfa };
}

/** Unread data may leave the verdict alone and still decide whether MFA is demanded anywhere. */
function coverageOf(openness: Openness, demandsMfa: boolean): Coverage {
  const isCertain = openness.kind !== 'gap' || demandsMfaOf(openness.least) === demandsMfa;
  return isCertain ? (demandsMfa ? 'partial' : 'none') : 'unknown';
}

/** Where the search gets too long, some demand is assumed: it only softens `none` to `partial`. */
function demandsMfaOf(cover: Cover): boolean {
  try {
    return cover.demandsMfa();
  } catch (error) {
    if (error instanceof TooComplexError) return true;
    throw error;
  }
}

const blocked: Judgement = {
  verdict: 'blocked', coverage: 'full', mechanisms: [], witness: null, unknownBecause: null, hasGap: false, demandsMfa: false, cover: undefined,
};

const FEDERATED = 'Entra leaves sign-ins open, and whether the federated identity provider asks for MFA there cannot be read.';

/** The unread fact that could turn the gap into cover, or null where none could. */
function whyUnknown(model: TenantModel, position: number, openness: Openness, isSync: boolean | undefined): string | null {
  const { snapshot, directory } = model;
  const account = snapshot.accounts[position]!;
  if (openness.kind === 'tooComplex') return tooComplex(openness.cover, model);
  if (snapshot.policies === undefined) return 'The Conditional Access policies could not be read.';
  if (openness.kind === 'unread') return `It depends on what could not be read: ${describeFacts(openness.facts, model)}.`;
  if (snapshot.securityDefaultsEnabled === undefined && isSync !== true) return 'Whether security defaults are on could not be read.';
  if (snapshot.securityDefaultsEnabled && isSync === undefined) return 'Whether it is the sync account, which security defaults exempt, could not be read.';
  if (account.perUserMfaState === undefined) return 'Its per-user MFA state could not be read.';
  const domain = directory.domainKind(account);
  if (domain === 'unread') return 'Whether its domain is federated, and with which MFA behaviour, could not be read.';
  return domain === 'federated' ? FEDERATED : null;
}

function tooComplex({ boxes }: Cover, { policies }: TenantModel): string {
  const ids = new Set(boxes.map(({ policyId }) => policyId));
  const names = policies.filter(({ id }) => ids.has(id)).map(({ displayName }) => `\`${displayName}\``);
  return `Too complex: the policies ${names.join(', ')} overlap in more ways than can be checked in time.`;
}

function describeFacts(facts: string[], model: TenantModel): string {
  return [...new Set(facts.map((fact) => describeFact(fact, model)))].join('; ');
}

function describeFact(fact: string, { snapshot, policies }: TenantModel): string {
  const [kind, id] = [fact.slice(0, fact.indexOf(':')), fact.slice(fact.indexOf(':') + 1)];
  switch (kind) {
    case 'group': return `the members of the group \`${snapshot.groups.get(id)?.displayName ?? id}\``;
    case 'role': return 'the role assignments';
    case 'homeTenant': return 'the home tenant of the guest';
    case 'location': return `the named location \`${snapshot.namedLocations?.find((each) => each.id === id)?.displayName ?? id}\``;
    case 'policy': return `the policy \`${policies.find((each) => each.id === id)?.displayName ?? id}\`, which has conditions this product does not know`;
    case 'deviceFilter': return `the device filter \`${id}\``;
    case 'appFilter': return `which apps match the filter \`${id}\``;
    case 'word': return `whom \`${id}\` means in a policy`;
    case 'suite': return `whether the app ${id.replace(' in ', '` is part of `').replace(/^/, '`')}\` (its contents are not published by id)`;
    case 'strength': return `the authentication strength \`${id}\``;
    case 'control': return `what the grant control \`${id}\` demands`;
    default: return 'the cross-tenant access settings';
  }
}

function mechanismsOf(model: TenantModel, position: number, { cover }: Openness, isSync: boolean | undefined): Mechanism[] {
  const { snapshot, directory } = model;
  const account = snapshot.accounts[position]!;
  const found: [Mechanism, boolean][] = [
    ['securityDefaults', snapshot.securityDefaultsEnabled === true && isSync !== true],
    ['conditionalAccess', cover.boxes.some(({ effect, policyId }) => effect !== 'impossible' && policyId !== PER_USER_MFA)],
    ['perUserMfa', account.perUserMfaState === 'enabled' || account.perUserMfaState === 'enforced'],
    ['federated', directory.domainKind(account) === 'federated'],
  ];
  return found.filter(([, is]) => is).map(([mechanism]) => mechanism);
}
