import type { ConditionalAccessPolicy } from '../conditionalAccess.js';
import { Universe, type BoxSet, type EffectBox } from '../coverage/universe.js';
import { EXCHANGE_ONLINE } from '../space/apps.js';
import { atomsOf, intersect, LEGACY_CLIENTS, narrow, wholeSpace, type Box, type Space } from '../space/space.js';
import { selected } from './conditions.js';
import { stops } from './grant.js';
import { Resolution } from './resolution.js';

/** Turns policies into boxes over one space; the results of the two extreme resolutions are kept in one universe. */
export class Compiler {
  readonly universe: Universe;
  readonly #kept = new Map<string, { set: BoxSet; asked: ReadonlySet<string> }>();

  constructor(readonly space: Space, private readonly strengths: Map<string, string[]> | undefined) {
    this.universe = new Universe(space);
  }

  /** Where the policy stops sign-ins of an account it applies to, with unread data read one extreme way. */
  region(policy: ConditionalAccessPolicy, external: boolean, resolution: Resolution): BoxSet {
    const kept = this.#keep(`${resolution.kind} ${external} ${policy.id}`, () => {
      const own = resolution.kind === 'least' ? Resolution.least() : Resolution.most();
      return { set: this.universe.add(this.compile(policy, external, own)), asked: own.asked };
    });
    for (const variable of kept.asked) resolution.asked.add(variable);
    return kept.set;
  }

  /** Boxes that no policy makes, kept under a name. */
  fixed(name: string, build: () => EffectBox[]): BoxSet {
    return this.#keep(name, () => ({ set: this.universe.add(build()), asked: new Set() })).set;
  }

  #keep(key: string, build: () => { set: BoxSet; asked: ReadonlySet<string> }): { set: BoxSet; asked: ReadonlySet<string> } {
    const kept = this.#kept.get(key) ?? build();
    this.#kept.set(key, kept);
    return kept;
  }

  compile(policy: ConditionalAccessPolicy, external: boolean, resolution: Resolution): EffectBox[] {
    const areas = selected(policy, this.space, resolution);
    // A policy that couldn't be read may at best stop everything.
    const { mfa, block } = policy.misread.length > 0
      ? { mfa: [wholeSpace(this.space)], block: [] }
      : stops(policy, { space: this.space, strengths: this.strengths, isExternal: external, resolution });
    const within = (boxes: Box[], effect: 'mfa' | 'block') => areas.flatMap((area) => boxes.flatMap((box): EffectBox[] => {
      const both = intersect(area, box);
      return both ? [{ box: both, effect, policyId: policy.id }] : [];
    }));
    return [...within(block, 'block'), ...within(mfa, 'mfa')];
  }
}

/** Which device states an external account can bring along. */
export interface DeviceTrust { compliant: boolean; hybrid: boolean }

/**
 * Sign-ins nobody can make (semantics D7): legacy and device-code sign-ins come from an unregistered device, Exchange ActiveSync
 * reaches only Exchange Online, and an external's device counts only as far as its home is trusted.
 */
export function impossible(space: Space, trust: DeviceTrust | undefined): EffectBox[] {
  const everywhere = wholeSpace(space);
  const known = atomsOf(space, 'device', ({ value }) => value !== 'unregistered');
  const boxes = [
    narrow(space, narrow(space, everywhere, 'client', atomsOf(space, 'client', ({ value }) => LEGACY_CLIENTS.includes(value))), 'device', known),
    narrow(space, narrow(space, everywhere, 'flow', atomsOf(space, 'flow', ({ value }) => value === 'deviceCodeFlow')), 'device', known),
    narrow(space, narrow(space, everywhere, 'client', atomsOf(space, 'client', ({ value }) => value === 'exchangeActiveSync')), 'app', atomsOf(space, 'app', ({ value }) => value !== EXCHANGE_ONLINE)),
    ...(trust ? [narrow(space, everywhere, 'device', atomsOf(space, 'device', ({ value }) => !isTrusted(value, trust)))] : []),
  ];
  return boxes.filter((box) => box.every((set) => set !== 0n)).map((box) => ({ box, effect: 'impossible', policyId: '' }));
}

function isTrusted(state: string, { compliant, hybrid }: DeviceTrust): boolean {
  if (state === 'unregistered') return true;
  if (state === 'compliant') return compliant;
  if (state === 'hybrid') return hybrid;
  return state === 'compliantHybrid' ? compliant && hybrid : compliant || hybrid;
}
