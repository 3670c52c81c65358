import { initialDomain } from '../seed/company.js';
import { guidOf, mix } from '../seed/ids.js';
import { push } from '../seed/people/person.js';
import type { GraphObject } from '../service/route.js';
import { isEmployee, isEnabled, isExternal, type Account } from './account.js';
import type { Changes } from './changes.js';

/** What `/users` answers without `$select`. */
export const defaultUserProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/**
 * A user object with these properties. Only what is asked for is computed: a page of 999 stays quick.
 * Unknown names are left out.
 */
export function userJson(
  account: Account,
  changes: Changes,
  now: Date,
  properties: readonly string[] = defaultUserProperties,
): GraphObject {
  const json: GraphObject = {};
  for (const name of properties) {
    const compute = userProperties.get(name);
    if (compute !== undefined) json[name] = compute(account, changes, now);
  }
  return json;
}

type Property = (account: Account, changes: Changes, now: Date) => unknown;
const nothing: Property = () => null;

/** Every property the demo tenant knows. `perUserMfaState` is in no metadata, and answered when selected all the same. */
export const userProperties: ReadonlyMap<string, Property> = new Map(
  Object.entries<Property>({
    id: ({ id }) => id,
    displayName: ({ displayName }) => displayName,
    userPrincipalName: ({ userPrincipalName }) => userPrincipalName,
    mail: mailOf,
    givenName: (account) => (isEmployee(account) ? account.displayName.split(' ')[0] : null),
    surname: (account) => (isEmployee(account) ? account.displayName.split(' ').slice(1).join(' ') : null),
    jobTitle: ({ jobTitle }) => jobTitle ?? null,
    department: ({ department }) => department ?? null,
    officeLocation: (account) => (isEmployee(account) ? 'Montréal' : null),
    businessPhones: () => [],
    usageLocation: () => 'CA',
    proxyAddresses: (account) => [`SMTP:${mailOf(account)}`],
    identities: identitiesOf,
    accountEnabled: isEnabled,
    userType: ({ userType }) => userType ?? 'Member',
    createdDateTime,
    creationType: (account) => (isExternal(account) ? 'Invitation' : null),
    externalUserState: (account) => (isExternal(account) ? 'Accepted' : null),
    externalUserStateChangeDateTime: (account) => (isExternal(account) ? createdDateTime(account) : null),
    assignedLicenses: (account) => (isEmployee(account) && !account.isResourceAccount ? [{ disabledPlans: [], skuId: suiteId }] : []),
    assignedPlans: () => [],
    onPremisesSyncEnabled: ({ onPremisesSyncEnabled }) => onPremisesSyncEnabled || null,
    onPremisesImmutableId: ({ onPremisesSyncEnabled, id }) => (onPremisesSyncEnabled ? Buffer.from(id).toString('base64') : null),
    isResourceAccount: ({ isResourceAccount }) => isResourceAccount ?? null,
    lastPasswordChangeDateTime: createdDateTime,
    signInSessionsValidFromDateTime: (account, changes) => changes.sessionsRevokedAt[account.id] ?? createdDateTime(account),
    perUserMfaState: (account, changes) => changes.perUserMfaState[account.id] ?? account.perUserMfaState ?? 'disabled',
    signInActivity: (account, _changes, now) => signInActivity(account, now),
    mobilePhone: nothing,
    preferredLanguage: nothing,
    companyName: nothing,
    employeeType: nothing,
    identityParentId: nothing,
    isManagementRestricted: nothing,
    passwordPolicies: nothing,
  }),
);

const suiteId = guidOf('sku', 'suite');

function mailOf(account: Account): string {
  return account.homeMail ?? account.userPrincipalName;
}

function identitiesOf(account: Account): GraphObject[] {
  const own = { signInType: 'userPrincipalName', issuer: initialDomain, issuerAssignedId: account.userPrincipalName };
  return isExternal(account) ? [{ signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null }, own] : [own];
}

function createdDateTime(account: Account): string {
  return new Date(Date.UTC(2015, 0, 1) + (mix(account.position, 21) % 4_000) * 86_400_000).toISOString();
}

/** Services never sign in interactively; everybody else did within the last weeks. */
function signInActivity(account: Account, now: Date): GraphObject {
  const at = new Date(now.getTime() - (mix(account.position, 22) % 500) * 3_600_000).toISOString();
  const interactive = isEmployee(account) || isExternal(account) ? at : null;
  return { lastSignInDateTime: interactive, lastNonInteractiveSignInDateTime: at, lastSuccessfulSignInDateTime: at };
}

/** Methods of an account as the registration report names them. */
export const methodsOf = (account: Account): string[] => account.methods ?? push;
