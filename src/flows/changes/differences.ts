import { AccountSet } from '../../engine/index.js';
import type { Account, ConditionalAccessPolicy, Group, RoleAssignment, Snapshot } from '../../engine/index.js';
import type { ChangeSubject } from '../types.js';
import { isSame } from './same.js';

/** One difference between two snapshots, and the later snapshot as it would be without it. */
export interface Difference {
  text: string;
  about: ChangeSubject;
  /** Nothing was changed: something could be read again, or no longer. */
  isReading?: boolean;
  /** Ids of the accounts it can concern; undefined where it can be any. */
  only?: string[];
  undo: (later: Snapshot) => Snapshot;
}

const NAMES_SHOWN = 3;

/** Everything that differs and can move a verdict, apart from accounts that came or went. */
export function differences(earlier: Snapshot, later: Snapshot): Difference[] {
  return [
    ...securityDefaults(earlier, later), ...policies(earlier, later), ...locations(earlier, later), ...groups(earlier, later),
    ...roles(earlier, later), ...accountProperties(earlier, later), ...otherSettings(earlier, later),
  ];
}

function securityDefaults(earlier: Snapshot, later: Snapshot): Difference[] {
  if (earlier.securityDefaultsEnabled === later.securityDefaultsEnabled) return [];
  const state = { true: 'were switched on', false: 'were switched off', undefined: "couldn't be read any more" } as const;
  return [{
    text: `security defaults ${state[`${later.securityDefaultsEnabled}`]}`,
    about: { ids: [], activity: /security ?defaults/i },
    isReading: earlier.securityDefaultsEnabled === undefined || later.securityDefaultsEnabled === undefined,
    undo: (snapshot) => ({ ...snapshot, securityDefaultsEnabled: earlier.securityDefaultsEnabled }),
  }];
}

function policies(earlier: Snapshot, later: Snapshot): Difference[] {
  if (!earlier.policies || !later.policies) return readability('Conditional Access policies', 'policies', earlier, later);
  return pairs(earlier.policies, later.policies).flatMap(([before, after]) => {
    const text = policyChange(before, after, later);
    const about = { ids: [(after ?? before)!.id], activity: /polic/i };
    return text === undefined ? [] : [{ text, about, undo: (snapshot) => ({ ...snapshot, policies: swap(snapshot.policies!, before, after) }) }];
  });
}

function policyChange(before: ConditionalAccessPolicy | undefined, after: ConditionalAccessPolicy | undefined, later: Snapshot): string | undefined {
  if (!before) return `policy \`${after!.displayName}\` was created`;
  if (!after) return `policy \`${before.displayName}\` was deleted`;
  const keys = Object.keys({ ...before, ...after }) as (keyof ConditionalAccessPolicy)[];
  const edited = keys.filter((key) => key !== 'modifiedDateTime' && key !== 'displayName' && !isSame(before[key], after[key]));
  if (edited.length === 0) return undefined;
  if (edited.length === 1 && edited[0] === 'state') return `policy \`${after.displayName}\` was ${STATE_CHANGES[after.state]}`;
  const excluded = edited.length === 1 && edited[0] === 'users' ? newlyExcluded(before, after, later) : undefined;
  return excluded ? `policy \`${after.displayName}\` now excludes ${excluded}` : `policy \`${after.displayName}\` was edited (${edited.join(', ')})`;
}

/** Undefined unless that is all that was done to its users. */
function newlyExcluded({ users: before }: ConditionalAccessPolicy, { users: after }: ConditionalAccessPolicy, later: Snapshot): string | undefined {
  const added = (['excludeUsers', 'excludeGroups'] as const).flatMap((list) => after[list].filter((id) => !before[list].includes(id)));
  const without = { ...after, excludeUsers: before.excludeUsers, excludeGroups: before.excludeGroups };
  const isLonger = (['excludeUsers', 'excludeGroups'] as const).every((list) => before[list].every((id) => after[list].includes(id)));
  return added.length > 0 && isLonger && isSame(before, without) ? few(added.map((id) => holder(id, later))) : undefined;
}

const STATE_CHANGES = { enabled: 'switched on', disabled: 'switched off', enabledForReportingButNotEnforced: 'put in report-only' } as const;

function locations(earlier: Snapshot, later: Snapshot): Difference[] {
  if (!earlier.namedLocations || !later.namedLocations) return readability('named locations', 'namedLocations', earlier, later);
  return pairs(earlier.namedLocations, later.namedLocations).flatMap(([before, after]) => {
    if (isSame(before, after)) return [];
    const verb = !before ? 'created' : !after ? 'deleted' : 'edited';
    return [{
      text: `named location \`${(after ?? before)!.displayName}\` was ${verb}`,
      about: { ids: [(after ?? before)!.id], activity: /location/i },
      undo: (snapshot) => ({ ...snapshot, namedLocations: swap(snapshot.namedLocations!, before, after) }),
    }];
  });
}

interface GroupPair {
  before: Group;
  after: Group;
}

function groups(earlier: Snapshot, later: Snapshot): Difference[] {
  const both = [...later.groups.values()].flatMap((after): GroupPair[] => {
    const before = earlier.groups.get(after.id);
    // A group that only one scan knows entered with a policy or a role: that edit is the difference.
    return before ? [{ before, after }] : [];
  });
  const accounts = new Map(later.accounts.map((account) => [account.id, account]));
  const undone = (changed: GroupPair[], snapshot: Snapshot): Snapshot => withGroups(snapshot, changed.map(({ before, after }) =>
    ({ ...after, isDeleted: before.isDeleted, members: positions(membership(before, earlier), snapshot) })));
  return [...groupsReadability(both, undone), ...both.flatMap((pair) => {
    const [members, present] = [membership(pair.before, earlier), membership(pair.after, later)];
    const moved = members && present ? exchanged(members, present) : [];
    const text = groupChange(pair.after, moved.flatMap((id) => accounts.get(id) ?? []), present);
    const about = { ids: [pair.after.id, ...moved], activity: /member|group/i };
    const only = pair.before.isDeleted === pair.after.isDeleted && { only: moved };
    return text ? [{ text, about, ...only, undo: (snapshot: Snapshot) => undone([pair], snapshot) }] : [];
  })];
}

/** Together, however many they are: one permission that is missing hides them all, and each difference costs a judgement of its own. */
function groupsReadability(both: GroupPair[], undone: (changed: GroupPair[], snapshot: Snapshot) => Snapshot): Difference[] {
  const turned = both.filter(({ before, after }) => !before.members !== !after.members);
  return [true, false].flatMap((isBack) => {
    const these = turned.filter(({ after }) => !after.members !== isBack);
    const text = `members of ${few(these.map(({ after }) => nameOf(after)))} ${isBack ? 'could be read again' : "couldn't be read any more"}`;
    return these.length === 0 ? [] : [{ text, about: { ids: [], activity: NEVER }, isReading: true, undo: (snapshot: Snapshot) => undone(these, snapshot) }];
  });
}

const nameOf = ({ displayName, id }: Group): string => `the group \`${displayName ?? id}\``;

/** `moved`: who is a member in one of the scans only, and still there; `present`: the members of the later one. */
function groupChange(group: Group, moved: Account[], present: Set<string> | undefined): string | undefined {
  const joined = moved.filter(({ id }) => present?.has(id));
  const left = moved.filter(({ id }) => !present?.has(id));
  const parts = [joined.length > 0 ? `${people(joined)} joined` : '', left.length > 0 ? `${people(left)} left` : ''].filter(Boolean);
  return parts.length > 0 ? `${parts.join(' and ')} ${nameOf(group)}` : undefined;
}

function roles(earlier: Snapshot, later: Snapshot): Difference[] {
  if (!earlier.roleAssignments || !later.roleAssignments) return readability('role assignments', 'roleAssignments', earlier, later);
  const [before, after] = [new Set(earlier.roleAssignments.map(keyOf)), new Set(later.roleAssignments.map(keyOf))];
  const given = later.roleAssignments.filter((each) => !before.has(keyOf(each)));
  const taken = earlier.roleAssignments.filter((each) => !after.has(keyOf(each)));
  if (given.length + taken.length === 0) return [];
  const words = [...given.map((each) => `${holder(each.principalId, later)} was given ${roleName(each.roleId, later)}`), ...taken.map((each) => `${holder(each.principalId, later)} lost ${roleName(each.roleId, later)}`)];
  const about = { ids: [...given, ...taken].map(({ principalId }) => principalId), activity: /role/i };
  return [{ text: few(words), about, undo: (snapshot) => ({ ...snapshot, roleAssignments: earlier.roleAssignments }) }];
}

const PROPERTIES: { [K in 'accountEnabled' | 'perUserMfaState' | 'userType' | 'userPrincipalName']: (value: Account[K]) => string } = {
  accountEnabled: (isEnabled) => (isEnabled ? 'enabled' : 'disabled'),
  perUserMfaState: (state) => `set to \`${state ?? 'unknown'}\` in per-user MFA`,
  userType: (type) => `made a ${type}`,
  userPrincipalName: () => 'renamed',
};

function accountProperties(earlier: Snapshot, later: Snapshot): Difference[] {
  const before = new Map(earlier.accounts.map((account) => [account.id, account]));
  return Object.entries(PROPERTIES).flatMap(([name, words]) => {
    const property = name as keyof typeof PROPERTIES;
    const changed = later.accounts.filter(({ id, [property]: value }) => before.has(id) && before.get(id)![property] !== value);
    const whatBecame = (account: Account): string => (words as (value: unknown) => string)(account[property]);
    return [...new Set(changed.map(whatBecame))].map((what) => undoing(changed.filter((account) => whatBecame(account) === what), what, property, before));
  });
}

function undoing(changed: Account[], what: string, property: keyof Account, before: Map<string, Account>): Difference {
  const ids = new Set(changed.map(({ id }) => id));
  const undone = (account: Account): Account => (ids.has(account.id) ? { ...account, [property]: before.get(account.id)![property] } : account);
  const about = { ids: [...ids], activity: /user|account|strong authentication|multi-?factor|mfa/i };
  return { text: `${people(changed)} ${changed.length === 1 ? 'was' : 'were'} ${what}`, about, only: [...ids], undo: (snapshot) => ({ ...snapshot, accounts: snapshot.accounts.map(undone) }) };
}

/** Too much is called that to tell which row it was. */
export const NEVER = /(?!)/;

const SETTINGS = [
  ['authenticationStrengths', 'authentication strengths'], ['domains', 'domains or their federation'],
  ['crossTenantAccess', 'cross-tenant access settings'], ['homeTenants', "what is known of guests' home tenants"],
] as const satisfies readonly (readonly [keyof Snapshot, string])[];

function otherSettings(earlier: Snapshot, later: Snapshot): Difference[] {
  const changed = SETTINGS.filter(([key]) => !isSame(earlier[key], later[key]));
  return changed.map(([key, words]) => ({ text: `${words} changed`, about: { ids: [], activity: NEVER }, undo: (snapshot) => ({ ...snapshot, [key]: earlier[key] }) }));
}

function readability(words: string, key: 'policies' | 'namedLocations' | 'roleAssignments', earlier: Snapshot, later: Snapshot): Difference[] {
  if (!earlier[key] && !later[key]) return [];
  return [{ text: `${words} ${later[key] ? 'could be read again' : "couldn't be read any more"}`, about: { ids: [], activity: NEVER }, isReading: true, undo: (snapshot) => ({ ...snapshot, [key]: earlier[key] }) }];
}

function pairs<T extends { id: string }>(before: T[], after: T[]): [T | undefined, T | undefined][] {
  const [old, fresh] = [new Map(before.map((each) => [each.id, each])), new Map(after.map((each) => [each.id, each]))];
  return [...new Set([...old.keys(), ...fresh.keys()])].map((id) => [old.get(id), fresh.get(id)]);
}

function swap<T extends { id: string }>(list: T[], before: T | undefined, after: T | undefined): T[] {
  const rest = list.filter((each) => each.id !== (after ?? before)!.id);
  return before ? [...rest, before] : rest;
}

function membership(group: Group, snapshot: Snapshot): Set<string> | undefined {
  return group.members && new Set([...group.members].map((position) => snapshot.accounts[position]!.id));
}

/** Who is in one of them only. */
function exchanged(before: Set<string>, after: Set<string>): string[] {
  return [...[...after].filter((id) => !before.has(id)), ...[...before].filter((id) => !after.has(id))];
}

function positions(members: Set<string> | undefined, snapshot: Snapshot): AccountSet | undefined {
  return members && AccountSet.of(snapshot.accounts.flatMap(({ id }, position) => (members.has(id) ? [position] : [])));
}

function withGroups(snapshot: Snapshot, changed: Group[]): Snapshot {
  return { ...snapshot, groups: new Map([...snapshot.groups, ...changed.map((group) => [group.id, group] as const)]) };
}

function holder(id: string, { accounts, groups: known }: Snapshot): string {
  const account = accounts.find((each) => each.id === id);
  return account ? `\`${account.displayName}\`` : `the group \`${known.get(id)?.displayName ?? id}\``;
}

const keyOf = ({ roleId, principalId, directoryScopeId }: RoleAssignment): string => `${roleId} ${principalId} ${directoryScopeId}`;
const roleName = (id: string, snapshot: Snapshot): string => `the role \`${snapshot.roleNames.get(id) ?? id}\``;
const people = (accounts: Account[]): string => few(accounts.map(({ displayName }) => `\`${displayName}\``));

function few(words: string[]): string {
  if (words.length <= NAMES_SHOWN) return words.join(', ');
  return `${words.slice(0, NAMES_SHOWN).join(', ')} and ${words.length - NAMES_SHOWN} more`;
}
