import * as fc from 'fast-check';

/** Conditional Access policies in Graph's JSON (only what differs from "MFA for everybody, everywhere"). */
export type RawPolicy = Record<string, unknown>;
type Conditions = Record<string, unknown>;

export const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
export const CRM = '11111111-aaaa-4bbb-8ccc-000000000001';
export const ROLES = ['62e90394-69f5-4237-9190-012177145e10', '729827e3-9c14-49f7-bb1b-9608f156bbb8'];
export const GROUPS = ['staff', 'exempt', 'admins'];
export const LOCATIONS = ['hq', 'floor', 'branch', 'six', 'canada', 'america', 'network', 'odd'];
export const TENANTS = ['fabrikam', 'tailspin'];
const CLIENTS = ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'];
const PLATFORMS = ['windows', 'iOS', 'macOS', 'linux'];
const RISKS = ['none', 'low', 'medium', 'high'];
const INSIDER_RISKS = ['none', 'minor', 'moderate', 'elevated'];
const GUEST_TYPES = ['internalGuest', 'b2bCollaborationGuest', 'b2bCollaborationMember'];

const some = (items: string[], min = 1): fc.Arbitrary<string[]> => fc.subarray(items, { minLength: min });
const weighted = <T>(...choices: [number, T][]): fc.Arbitrary<T> => fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const comparison = fc.oneof(
  fc.tuple(fc.constantFrom('isCompliant'), fc.constantFrom('-eq', '-ne'), fc.constantFrom('"True"', '"False"')),
  fc.tuple(fc.constantFrom('trustType'), fc.constantFrom('-eq', '-ne'), fc.constantFrom('"AzureAD"', '"ServerAD"', '"Workplace"')),
  fc.tuple(fc.constantFrom('extensionAttribute1'), fc.constantFrom('-eq', '-ne', '-startsWith', '-notStartsWith', '-contains', '-notContains', '-endsWith', '-notEndsWith'), fc.constantFrom('"SAW"', '"SA"', '"W"', '"KIOSK"')),
  fc.tuple(fc.constantFrom('extensionAttribute1'), fc.constantFrom('-in', '-notIn'), fc.constantFrom('["SAW", "KIOSK"]', '["SAW"]')),
).map(([attribute, operator, value]) => `device.${attribute} ${operator} ${value}`);

export const deviceRule: fc.Arbitrary<string> = fc.oneof(
  { weight: 15, arbitrary: comparison },
  { weight: 3, arbitrary: fc.tuple(comparison, fc.constantFrom('-and', '-or'), comparison).map((parts) => parts.join(' ')) },
  { weight: 2, arbitrary: comparison.map((each) => `-not (${each})`) },
  { weight: 1, arbitrary: fc.constant('device.isCompliant =~ "True"') },
);

/** One cut through the space: conditions for one side and for exactly the other. */
type Cut = [Conditions, Conditions];
const lists = (name: string, include: unknown, value: string[]): Cut => [
  { [name]: { [`include${cap(name)}`]: value, [`exclude${cap(name)}`]: [] } }, { [name]: { [`include${cap(name)}`]: [include], [`exclude${cap(name)}`]: value } },
];
const cap = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
const parts = (name: string, all: string[], chosen: string[]): Cut => [{ [name]: chosen }, { [name]: all.filter((each) => !chosen.includes(each)) }];
const proper = (all: string[]): fc.Arbitrary<string[]> => fc.subarray(all, { minLength: 1, maxLength: all.length - 1 });

const guests = (types: string[], tenants: string[] | undefined): Conditions => ({
  guestOrExternalUserTypes: types.join(','),
  externalTenants: tenants ? { membershipKind: 'enumerated', members: tenants } : { membershipKind: 'all' },
});
const guestScope = fc.tuple(some(GUEST_TYPES), fc.option(some(TENANTS), { nil: undefined })).map(([types, tenants]) => guests(types, tenants));

const CUTS: Record<string, fc.Arbitrary<Cut>> = {
  locations: some([...LOCATIONS, 'AllTrusted']).map((ids) => lists('locations', 'All', ids.slice(0, 2))),
  applications: some([CRM, EXCHANGE, 'Office365', 'MicrosoftAdminPortals']).map((ids) => lists('applications', 'All', ids)),
  platforms: some(PLATFORMS).map((ids) => lists('platforms', 'all', ids)),
  clientAppTypes: proper(CLIENTS).map((chosen) => parts('clientAppTypes', CLIENTS, chosen)),
  signInRiskLevels: proper(RISKS).map((chosen) => parts('signInRiskLevels', RISKS, chosen)),
  userRiskLevels: proper(RISKS).map((chosen) => parts('userRiskLevels', RISKS, chosen)),
  insiderRiskLevels: proper(INSIDER_RISKS).map((chosen) => parts('insiderRiskLevels', INSIDER_RISKS, chosen)),
  devices: deviceRule.map((rule): Cut => [{ devices: { deviceFilter: { mode: 'include', rule } } }, { devices: { deviceFilter: { mode: 'exclude', rule } } }]),
  users: fc.oneof(
    fc.constantFrom(...GROUPS).map((id): Cut => [{ users: { includeUsers: [], includeGroups: [id] } }, { users: { excludeGroups: [id] } }]),
    fc.constantFrom(...ROLES).map((id): Cut => [{ users: { includeUsers: [], includeRoles: [id] } }, { users: { excludeRoles: [id] } }]),
    guestScope.map((scope): Cut => [{ users: { includeUsers: [], includeGuestsOrExternalUsers: scope } }, { users: { excludeGuestsOrExternalUsers: scope } }]),
  ),
};

const control = weighted<Conditions>(
  [14, {}],
  [3, { builtInControls: ['block'] }],
  [2, { builtInControls: ['mfa', 'compliantDevice'] }],
  [2, { builtInControls: ['mfa', 'compliantDevice'], operator: 'AND' }],
  [1, { builtInControls: ['mfa', 'domainJoinedDevice'] }],
  [1, { builtInControls: ['compliantDevice', 'domainJoinedDevice'] }],
  [1, { builtInControls: ['mfa', 'compliantApplication'] }],
  [1, { builtInControls: ['passwordChange', 'approvedApplication'] }],
  [1, { builtInControls: ['mfa'], termsOfUse: ['terms'], operator: 'AND' }],
  [1, { builtInControls: [], termsOfUse: ['terms'] }],
  [1, { builtInControls: ['mfa'], customAuthenticationFactors: ['duo'] }],
  [1, { builtInControls: [], authenticationStrength: { id: '00000000-0000-0000-0000-000000000004' } }],
  [1, { builtInControls: [], authenticationStrength: { id: 'weak', allowedCombinations: ['fido2', 'sms'] } }],
  [1, { builtInControls: [], authenticationStrength: { id: 'byId' } }],
  [1, { builtInControls: [] }],
  [1, { builtInControls: ['mfa', 'unknownFutureValue'] }],
  [1, { builtInControls: ['compliantDevice', 'unknownFutureValue'], operator: 'AND' }],
);

const state = weighted([12, 'enabled'], [2, 'enabledForReportingButNotEnforced'], [1, 'disabled']);

const policy = (conditions: Conditions): fc.Arbitrary<RawPolicy> => fc.record({ state, grantControls: control, conditions: fc.constant(conditions) });

/** Policies that tile the space along one to three cuts; the demand of a tile may be weak, and some tile may be missing. */
const tiles: fc.Arbitrary<RawPolicy[]> = fc.uniqueArray(fc.constantFrom(...Object.keys(CUTS)), { minLength: 1, maxLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => CUTS[name]!)))
  .chain((cuts) => fc.tuple(...tiling(cuts).map((conditions) => policy(conditions))))
  .chain((all) => fc.oneof({ weight: 4, arbitrary: fc.constant<RawPolicy[]>([...all]) }, { weight: 1, arbitrary: fc.subarray<RawPolicy>([...all]) }));

/** Cuts one side again and again: n cuts make n + 1 tiles. */
function tiling([first, ...rest]: Cut[]): Conditions[] {
  if (!first) return [{}];
  return [first[0], ...tiling(rest).map((each) => ({ ...each, ...first[1] }))];
}

const loosePolicy: fc.Arbitrary<RawPolicy> = fc.uniqueArray(fc.constantFrom(...Object.keys(CUTS)), { maxLength: 2 })
  .chain((names) => fc.tuple(...names.map((name) => CUTS[name]!)))
  .map((cuts) => Object.assign({}, ...cuts.map(([inside]) => inside)) as Conditions)
  .chain(policy);

const flowPolicy: fc.Arbitrary<RawPolicy> = fc.constantFrom('deviceCodeFlow', 'authenticationTransfer')
  .chain((transferMethods) => policy({ authenticationFlows: { transferMethods } }));
const actionPolicy = policy({ applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] } });
const workloadPolicy = policy({ clientApplications: { includeServicePrincipals: ['sp'] } });
const filteredApps = fc.constantFrom('include', 'exclude').chain((mode) => policy({ applications: {
  includeApplications: mode === 'include' ? [] : ['All'], applicationFilter: { mode, rule: 'CustomSecurityAttribute.Area_Tier -eq "one"' },
} }));
const strangePolicy = policy({ agentIdRiskLevels: ['high'] });

/** Zero to six policies, mostly near to covering everything. */
export const policies: fc.Arbitrary<RawPolicy[]> = fc.tuple(
  fc.oneof({ weight: 6, arbitrary: tiles }, { weight: 1, arbitrary: fc.constant([]) }),
  fc.array(fc.oneof({ weight: 6, arbitrary: loosePolicy }, flowPolicy, actionPolicy, workloadPolicy, strangePolicy, filteredApps), { maxLength: 2 }),
  fc.array(fc.constantFrom<Conditions>({ excludeGroups: ['exempt'] }, { excludeUsers: ['bob'] }, { excludeUsers: ['GuestsOrExternalUsers'] }, { excludeRoles: [ROLES[0]] }), { maxLength: 1 }),
).map(([tiled, loose, [exclusion]]) => [...tiled, ...loose].map((each, index) => withUsers(each, index === 0 ? exclusion : undefined)));

function withUsers(raw: RawPolicy, users: Conditions | undefined): RawPolicy {
  const conditions = raw['conditions'] as Conditions;
  return users ? { ...raw, conditions: { ...conditions, users: { ...(conditions['users'] as Conditions), ...users } } } : raw;
}
