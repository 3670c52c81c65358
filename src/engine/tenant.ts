import { hasControls, type ConditionalAccessPolicy } from './conditionalAccess.js';
import { Cover } from './coverage/cover.js';
import { TooComplexError } from './coverage/search.js';
import { Universe, type BoxSet, type EffectBox } from './coverage/universe.js';
import { Directory, isExternal, isSyncAddress, SYNC_ROLE } from './directory.js';
import { Compiler, impossible, type DeviceTrust } from './policy/compile.js';
import { Resolution } from './policy/resolution.js';
import { applies, type Subject } from './policy/users.js';
import type { Account, Snapshot } from './snapshot.js';
import { atomsOf, buildSpace, LEGACY_CLIENTS, narrow, wholeSpace, type Space } from './space/space.js';

/** Above this many combinations of unread facts the verdict is `unknown` instead of being worked out. */
const MAX_ASSIGNMENTS = 512;
export const PER_USER_MFA = 'perUserMfa';

/** What Conditional Access (and per-user MFA in state `enabled`) leaves open, as far as the read data tells. */
export type Openness =
  | { kind: 'covered'; cover: Cover }
  /** `cover` reads unread data as favourably as can be, `least` as unfavourably: the gap is in both. */
  | { kind: 'gap'; cover: Cover; least: Cover }
  | { kind: 'unread'; cover: Cover; facts: string[] }
  | { kind: 'tooComplex'; cover: Cover };

/** A snapshot made ready for judging: its space, its policies as boxes, its directory. */
export class TenantModel {
  readonly space: Space;
  readonly directory: Directory;
  readonly compiler: Compiler;
  readonly policies: ConditionalAccessPolicy[];
  readonly enabled: ConditionalAccessPolicy[];

  constructor(readonly snapshot: Snapshot) {
    this.policies = snapshot.policies ?? [];
    this.enabled = this.policies.filter(({ state }) => state === 'enabled');
    // What demands nothing needs no atoms of its own.
    this.space = buildSpace(this.policies.filter(hasControls), snapshot.namedLocations);
    this.directory = new Directory(snapshot);
    this.compiler = new Compiler(this.space, snapshot.authenticationStrengths);
    // All at once, because the universe sorts its columns anew whenever boxes are added.
    for (const policy of this.enabled) this.compiler.region(policy, false, Resolution.least());
  }

  /**
   * Is every sign-in of the account stopped without MFA? Least and most demanding readings of unread data are tried first;
   * only where they differ without deciding are the combinations in between worked out (semantics D2).
   */
  openness(position: number, policies: ConditionalAccessPolicy[] = this.enabled): Openness {
    const resolution = Resolution.least();
    const certain = this.cover(position, policies, resolution);
    try {
      if (certain.gap() === undefined) return { kind: 'covered', cover: certain };
      if (resolution.asked.size === 0) return { kind: 'gap', cover: certain, least: certain };
      const hopeful = Resolution.most();
      const widest = this.cover(position, policies, hopeful);
      if (widest.gap() !== undefined) return { kind: 'gap', cover: widest, least: certain };
      return this.#between(position, policies, [...new Set([...resolution.asked, ...hopeful.asked])], certain);
    } catch (error) {
      if (error instanceof TooComplexError) return { kind: 'tooComplex', cover: certain };
      throw error;
    }
  }

  /** Where every reading leaves a gap, but none that all share, the first reading's is the example. */
  #between(position: number, policies: ConditionalAccessPolicy[], facts: string[], certain: Cover): Openness {
    let example: Cover | undefined;
    let tried = 0;
    let open = 0;
    for (const truths of combinations(facts)) {
      const cover = this.cover(position, policies, Resolution.assigned(truths));
      tried += 1;
      if (cover.gap()) open += 1;
      if (open > 0) example ??= cover;
      if ((open > 0 && open < tried) || tried > MAX_ASSIGNMENTS) return { kind: 'unread', cover: certain, facts };
    }
    return example ? { kind: 'gap', cover: example, least: certain } : { kind: 'covered', cover: certain };
  }

  /** What the policies stop for the account, read one way. */
  cover(position: number, policies: ConditionalAccessPolicy[], resolution: Resolution): Cover {
    const subject = this.directory.subject(position);
    const account = this.snapshot.accounts[position]!;
    const external = isExternal(subject.kind);
    const applying = policies.filter((policy) => applies(policy, subject, resolution));
    const trust = external ? this.#deviceTrust(account, resolution) : undefined;
    if (resolution.kind === 'assigned') return this.#assignedCover(account, applying, resolution, trust);
    const regions = applying.map((policy) => this.compiler.region(policy, external, resolution));
    return new Cover(this.compiler.universe, [this.#fixed(account, trust), ...regions].reduce((all, set) => all | set));
  }

  /** An assignment of unread facts is tried once, so its boxes aren't kept. */
  #assignedCover(account: Account, applying: ConditionalAccessPolicy[], resolution: Resolution, trust: DeviceTrust | undefined): Cover {
    const universe = new Universe(this.space);
    const boxes = applying.flatMap((policy) => this.compiler.compile(policy, trust !== undefined, resolution));
    return new Cover(universe, universe.add([...impossible(this.space, trust), ...this.#perUserBoxes(account), ...boxes]));
  }

  #fixed(account: Account, trust: DeviceTrust | undefined): BoxSet {
    const limits = this.compiler.fixed(`impossible ${trust?.compliant} ${trust?.hybrid}`, () => impossible(this.space, trust));
    return limits | this.compiler.fixed(`perUserMfa ${account.perUserMfaState}`, () => this.#perUserBoxes(account));
  }

  /** Where the home tenant is unread, each entry of the cross-tenant settings may be the one that counts. */
  #deviceTrust(account: Account, resolution: Resolution): DeviceTrust {
    const entries = this.directory.possibleTrusts(account);
    const homes = entries.filter(({ home }) => home !== undefined && resolution.decide(`homeTenant:${home}`, false));
    const chosen = resolution.kind === 'assigned' ? [homes[0] ?? entries[0]!] : entries;
    const accepts = (name: 'isCompliantDeviceAccepted' | 'isHybridAzureADJoinedDeviceAccepted'): boolean => {
      const answers = chosen.map(({ trust }) => trust?.[name] ?? resolution.decide('deviceTrust', false));
      return resolution.kind === 'most' ? answers.every(Boolean) : answers.some(Boolean);
    };
    return { compliant: accepts('isCompliantDeviceAccepted'), hybrid: accepts('isHybridAzureADJoinedDeviceAccepted') };
  }

  /** Per-user MFA `enabled` leaves legacy clients with a password open until the user registers (Entra docs, user states). */
  #perUserBoxes({ perUserMfaState }: Account): EffectBox[] {
    if (perUserMfaState !== 'enabled') return [];
    const modern = atomsOf(this.space, 'client', ({ value }) => !LEGACY_CLIENTS.includes(value));
    return [{ box: narrow(this.space, wholeSpace(this.space), 'client', modern), effect: 'mfa', policyId: PER_USER_MFA }];
  }

  /** Exempt from security defaults; undefined where the roles that tell are unread. */
  isSyncAccount(position: number): boolean | undefined {
    if (isSyncAddress(this.snapshot.accounts[position]!.userPrincipalName)) return true;
    const subject: Subject = this.directory.subject(position);
    const atLeast = subject.holdsRole(SYNC_ROLE, Resolution.least(), true);
    return atLeast === subject.holdsRole(SYNC_ROLE, Resolution.most(), true) ? atLeast : undefined;
  }
}

/** All subsets of the facts; at most one home tenant is true at a time. */
function* combinations(facts: string[], truths = new Set<string>()): Generator<Set<string>> {
  const [first, ...rest] = facts;
  if (first === undefined) return yield truths;
  yield* combinations(rest, truths);
  const isTaken = first.startsWith('homeTenant:') && [...truths].some((fact) => fact.startsWith('homeTenant:'));
  if (!isTaken) yield* combinations(rest, new Set([...truths, first]));
}
