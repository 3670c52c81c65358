import type { ConditionalAccessPolicy, NamedLocation, TenantEdit } from '../engine/index.js';
import { matchName, type Nameable } from '../language/names.js';
import { resolveAccount } from './resolveAccounts.js';
import type { Scan, WhatIfOutcome } from './types.js';

type Slot = Extract<WhatIfOutcome, { kind: 'unclear' }>['slot'];

/** A name that fits several things, or none: the person is asked back. */
export class Unclear extends Error {
  constructor(question: string, readonly slot: Slot, readonly choices: string[]) {
    super(question);
  }
}

const CHOICES_SHOWN = 6;
const EVERY_POLICY = /^(the )?(mfa|(all|every|our|any) (\w+ )?polic(y|ies)|conditional access|policies)$/i;
const ALL_TRUSTED = /^(the |our |all )*trusted (locations?|ips?|networks?|offices?)$/i;
const OFFICE = /\b(office|site|headquarters?|hq)\b/i;

/** Turns the names in a supposed change into ids of the tenant. */
export class WhatIfNames {
  constructor(private readonly scan: Scan) {}

  location(words: string | undefined): string {
    if (words && ALL_TRUSTED.test(words)) return 'AllTrusted';
    return one('location', words, this.#locations(words ?? ''), this.#allLocations()).id;
  }

  group(words: string | undefined): string {
    const groups = this.#groups();
    return one('group', words, matching(words ?? '', groups), groups, 'I know the groups that a policy or a role names').id;
  }

  policy(words: string | undefined): string {
    const policies = this.#policies();
    return one('policy', words, matching(words ?? '', policies), policies).id;
  }

  user(words: string | undefined): string {
    const who = words ? resolveAccount(this.scan, words) : ({ kind: 'unknown', query: '' } as const);
    if (who.kind === 'resolved') return who.account.id;
    const candidates = who.kind === 'ambiguous' ? who.candidates.map((each) => ({ id: each.id, displayName: each.userPrincipalName })) : [];
    return one('user', words, candidates, []).id;
  }

  /** The policy an exclusion is meant for; every demanding one where none is named. */
  from(words: string | undefined): { policyId?: string } {
    return words && !EVERY_POLICY.test(words) ? { policyId: this.policy(words) } : {};
  }

  /** What kind of thing is excluded, where the words don't say. */
  kindOf(words: string | undefined): 'exclude-location' | 'exclude-group' | 'exclude-user' {
    if (!words) throw new Unclear('What do you want to exclude: a location, a group or an account?', 'thing', []);
    const named = /^(location|group|user|account) /i.exec(words)?.[1]?.toLowerCase();
    if (named) return named === 'location' || named === 'group' ? `exclude-${named}` : 'exclude-user';
    if (ALL_TRUSTED.test(words)) return 'exclude-location';
    const isPlace = this.#locations(words).length > 0;
    const isGroup = matching(words, this.#groups()).length > 0;
    if (isPlace && isGroup && !OFFICE.test(words)) throw new Unclear(`\`${words}\` fits a location and a group. Which do you mean?`, 'thing', [`location ${words}`, `group ${words}`]);
    if (isPlace) return 'exclude-location';
    if (isGroup) return 'exclude-group';
    if (resolveAccount(this.scan, words).kind !== 'unknown') return 'exclude-user';
    throw new Unclear(`I find no location, group or account called \`${words}\`. Which location do you mean?`, 'thing', shown(this.#allLocations()));
  }

  /** Every exclusion that the words name, in one policy or in all that have it; `locations` are all of a policy's. */
  exclusions(words: string | undefined, policy: string | undefined): TenantEdit[] {
    const { policyId } = this.from(policy);
    const policies = (this.scan.snapshot.policies ?? []).filter((each) => policyId === undefined || each.id === policyId);
    const excluded = policies.flatMap((each) => this.#excludedBy(each));
    const names = [...new Map(excluded.map((each) => [each.id, each])).values()];
    const places = excluded.filter(({ edit }) => words === 'locations' && edit.kind === 'dropExclusion' && edit.dimension === 'locations');
    if (places.length > 0) return places.map(({ edit }) => edit);
    const { id } = one('thing', words, matching(words ?? '', names), names);
    return excluded.filter((each) => each.id === id).map(({ edit }) => edit);
  }

  #excludedBy(policy: ConditionalAccessPolicy): (Nameable & { edit: TenantEdit })[] {
    const { accounts, groups, roleNames } = this.scan.snapshot;
    const entry = (dimension: 'users' | 'locations', id: string, name: string | undefined) =>
      ({ id, displayName: name ?? id, edit: { kind: 'dropExclusion', policyId: policy.id, dimension, entry: id } as const });
    return [
      ...(policy.locations?.exclude ?? []).map((id) => entry('locations', id, id === 'AllTrusted' ? 'all trusted locations' : this.#allLocations().find((each) => each.id === id)?.displayName)),
      ...policy.users.excludeGroups.map((id) => entry('users', id, groups.get(id)?.displayName)),
      ...policy.users.excludeUsers.map((id) => entry('users', id, accounts.find((each) => each.id === id)?.displayName)),
      ...policy.users.excludeRoles.map((id) => entry('users', id, roleNames.get(id))),
    ];
  }

  /** Who says "office" means the trusted network, not the meeting room inside it. */
  #locations(words: string): (Nameable & { isTrusted: boolean })[] {
    const found = matching(words, this.#allLocations());
    const trusted = found.filter((each) => each.isTrusted);
    return OFFICE.test(words) && trusted.length === 1 ? trusted : found;
  }

  #allLocations(): (Nameable & { isTrusted: boolean })[] {
    return (this.scan.snapshot.namedLocations ?? []).map((each) => ({ id: each.id, displayName: each.displayName, isTrusted: isTrusted(each) }));
  }

  #groups(): Nameable[] {
    return [...this.scan.snapshot.groups.values()].filter((group) => !group.isDeleted).map(({ id, displayName }) => ({ id, displayName: displayName ?? id }));
  }

  #policies(): Nameable[] {
    return (this.scan.snapshot.policies ?? []).map(({ id, displayName }) => ({ id, displayName }));
  }
}

const isTrusted = (location: NamedLocation): boolean => location.kind === 'ip' && location.isTrusted;

function one<T extends Nameable>(slot: Slot, words: string | undefined, found: T[], all: Nameable[], hint?: string): T {
  const kind = slot === 'thing' ? 'exclusion' : slot === 'user' ? 'account' : slot;
  if (!words) throw new Unclear(`Which ${kind} do you mean?`, slot, shown(all));
  if (found.length === 0) throw new Unclear(`I find no ${kind} called \`${words}\`${hint ? ` (${hint})` : ''}. Which one do you mean?`, slot, shown(all));
  if (found.length > 1) throw new Unclear(`\`${words}\` fits ${found.length} ${kind === 'policy' ? 'policies' : `${kind}s`}. Which one do you mean?`, slot, shown(found));
  return found[0]!;
}

/** By id, else by name. */
function matching<T extends Nameable>(words: string, things: readonly T[]): T[] {
  const byId = things.filter(({ id }) => id.toLowerCase() === words.trim().toLowerCase());
  return byId.length > 0 ? byId : matchName(words, things);
}

const shown = (things: Nameable[]): string[] => things.slice(0, CHOICES_SHOWN).map((each) => each.displayName);
