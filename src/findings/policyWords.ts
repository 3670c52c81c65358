import { appName, canonical, OFFICE_365 } from '../engine/space/apps.js';
import type { ConditionalAccessPolicy, GrantControls, GuestScope, IncludeExclude, Snapshot } from '../engine/index.js';

/** How many names a sentence takes before it says "and 5 more". */
const NAMES_SHOWN = 3;

/** Who, to what, and under which conditions a policy applies. Foreign names stand in backticks; of each list the first `most`. */
export function coversOf(policy: ConditionalAccessPolicy, snapshot: Snapshot, most = NAMES_SHOWN): string {
  if (policy.isForWorkloadIdentities) return 'service principals and agents only, never people';
  const say = some(most);
  const parts = [`${peopleOf(policy, snapshot, say)} to ${appsOf(policy, say)}`, placesOf(policy.locations, snapshot, say), ...conditionsOf(policy, say)];
  return parts.filter(Boolean).join(', ');
}

/** What a sign-in that the policy covers must bring. */
export function demandsOf(policy: ConditionalAccessPolicy): string {
  const controls = policy.grant ? controlsOf(policy.grant) : [];
  if (controls.includes('block')) return 'blocks the sign-in';
  if (controls.length > 0) return controls.join(policy.grant!.operator === 'OR' ? ' or ' : ' and ');
  return policy.sessionControls.length > 0 ? `nothing (session controls only: ${policy.sessionControls.join(', ')})` : 'nothing';
}

const CONTROL_WORDS: Record<string, string> = {
  mfa: 'MFA', block: 'block', compliantDevice: 'a compliant device', domainJoinedDevice: 'a hybrid joined device',
  compliantApplication: 'an app protection policy', passwordChange: 'a password change after MFA',
  approvedApplication: 'an approved client app (without effect since 2026)',
};

function controlsOf(grant: GrantControls): string[] {
  const strength = grant.authenticationStrength;
  return [
    ...grant.builtInControls.map((control) => CONTROL_WORDS[control] ?? `\`${control}\``),
    ...(strength ? [`the authentication strength \`${strength.displayName ?? strength.id}\``] : []),
    ...grant.customAuthenticationFactors.map((name) => `the custom control \`${name}\``),
    ...(grant.termsOfUse.length > 0 ? ['terms of use'] : []),
  ];
}

function peopleOf({ users }: ConditionalAccessPolicy, snapshot: Snapshot, say: Say): string {
  const included = [
    ...accountsOf(users.includeUsers, snapshot), ...groupsOf(users.includeGroups, snapshot),
    ...rolesOf(users.includeRoles, snapshot), ...guestsOf(users.includeGuests),
  ];
  const excluded = [
    ...accountsOf(users.excludeUsers, snapshot), ...groupsOf(users.excludeGroups, snapshot),
    ...rolesOf(users.excludeRoles, snapshot), ...guestsOf(users.excludeGuests),
  ];
  return except(included.length > 0 ? say(included) : 'nobody', excluded, say);
}

function accountsOf(ids: string[], snapshot: Snapshot): string[] {
  const words: Record<string, string> = { All: 'all users', None: 'nobody', GuestsOrExternalUsers: 'all guests and external users' };
  return ids.map((id) => words[id] ?? `\`${snapshot.accounts.find((account) => account.id === id)?.userPrincipalName ?? id}\``);
}

function groupsOf(ids: string[], snapshot: Snapshot): string[] {
  return ids.map((id) => {
    const group = snapshot.groups.get(id);
    return group?.isDeleted ? 'a deleted group' : `the group \`${group?.displayName ?? id}\``;
  });
}

function rolesOf(ids: string[], snapshot: Snapshot): string[] {
  return ids.map((id) => (id === 'All' ? 'all roles' : `the role \`${snapshot.roleNames.get(id) ?? id}\``));
}

function guestsOf(scope: GuestScope | undefined): string[] {
  if (!scope) return [];
  const tenants = scope.tenantIds ? ` of ${scope.tenantIds.length} tenant${scope.tenantIds.length === 1 ? '' : 's'}` : '';
  return [`external accounts (${scope.types.join(', ')})${tenants}`];
}

function appsOf({ applications }: ConditionalAccessPolicy, say: Say): string {
  const targets = [
    ...applications.include.map((id) => (id === 'All' ? 'all apps' : id === 'None' ? 'no app' : nameOf(id))),
    ...applications.userActions.map((action) => `the user action \`${action.replace('urn:user:', '')}\``),
    ...applications.authenticationContexts.map((id) => `the authentication context \`${id}\``),
  ];
  const filter = applications.filter ? ` (${applications.filter.mode}: \`${applications.filter.rule}\`)` : '';
  return except(targets.length > 0 ? say(targets) : 'no app', applications.exclude.map(nameOf), say) + filter;
}

const nameOf = (app: string): string => (canonical(app) === OFFICE_365 ? 'Office 365' : appName(canonical(app)));

function placesOf(locations: IncludeExclude | undefined, snapshot: Snapshot, say: Say): string {
  if (!locations) return '';
  const words: Record<string, string> = { All: 'anywhere', AllTrusted: 'trusted locations' };
  const names = (ids: string[]): string[] => ids.map((id) => words[id] ?? `\`${snapshot.namedLocations?.find((each) => each.id === id)?.displayName ?? id}\``);
  return `from ${except(say(names(locations.include)), names(locations.exclude), say)}`;
}

function conditionsOf(policy: ConditionalAccessPolicy, say: Say): string[] {
  const list = (label: string, values: string[] | undefined): string => (values && values.length > 0 && !values.includes('all') ? `${label} ${values.join(', ')}` : '');
  const { platforms, deviceFilter } = policy;
  return [
    platforms ? except(list('on', platforms.include) || 'on every platform', platforms.exclude, say) : '',
    list('with the clients', policy.clientAppTypes),
    deviceFilter ? `for devices ${deviceFilter.mode === 'include' ? 'that match' : 'except those that match'} \`${deviceFilter.rule}\`` : '',
    list('at sign-in risk', policy.signInRiskLevels), list('at user risk', policy.userRiskLevels),
    list('at insider risk', policy.insiderRiskLevels), list('by', policy.transferMethods),
    list('under conditions this product does not know:', policy.unknownConditions),
  ].filter(Boolean);
}

const except = (what: string, exclusions: string[], say: Say): string => (exclusions.length > 0 ? `${what} except ${say(exclusions)}` : what);

type Say = (names: string[]) => string;

/** One more than `most` is said, too: "and 1 more" would be no shorter. */
const some = (most: number): Say => (names) => (names.length <= most + 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`);
