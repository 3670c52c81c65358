import { initialDomain } from '../seed/company.js';
import { guidOf, mix } from '../seed/ids.js';
import { push } from '../seed/people/person.js';
import type { GraphObject } from '../service/route.js';
import { isEmployee, isEnabled, isExternal, type Account } from './account.js';
import type { Changes } from './changes.js';

/** What `/users` answers without `$select`. */
export const defaultUserProperties = [
  'businessPhones', 'displayName', 'givenName', 'jobTitle', 'mail', 'mobilePhone', 'officeLocation', 'preferredLanguage', 'surname', 'userPrincipalName', 'id',
];

/** Every property of a user object that the demo tenant knows. `perUserMfaState` is in no metadata but answered when selected. */
export function userJson(account: Account, changes: Changes, now: Date): GraphObject {
  return { ...identity(account), ...directoryFacts(account, changes), signInActivity: signInActivity(account, now) };
}

export const userProperties: ReadonlySet<string> = new Set([
  ...defaultUserProperties, 'accountEnabled', 'userType', 'creationType', 'externalUserState', 'externalUserStateChangeDateTime', 'identities', 'assignedLicenses',
  'assignedPlans', 'onPremisesSyncEnabled', 'onPremisesImmutableId', 'isResourceAccount', 'identityParentId', 'createdDateTime', 'lastPasswordChangeDateTime',
  'passwordPolicies', 'signInSessionsValidFromDateTime', 'proxyAddresses', 'employeeType', 'isManagementRestricted', 'department', 'companyName',
  'perUserMfaState', 'signInActivity', 'usageLocation',
]);

function identity(account: Account): GraphObject {
  const mail = account.homeMail ?? account.userPrincipalName;
  const [givenName, ...surname] = account.displayName.split(' ');
  return {
    id: account.id, displayName: account.displayName, userPrincipalName: account.userPrincipalName, mail,
    givenName: isEmployee(account) ? givenName : null, surname: isEmployee(account) ? surname.join(' ') : null,
    jobTitle: account.jobTitle ?? null, department: account.department ?? null, officeLocation: isEmployee(account) ? 'Montréal' : null,
    businessPhones: [], mobilePhone: null, preferredLanguage: null, companyName: null, usageLocation: 'CA', employeeType: null,
    proxyAddresses: [`SMTP:${mail}`], identities: identitiesOf(account),
  };
}

function identitiesOf(account: Account): GraphObject[] {
  const own = { signInType: 'userPrincipalName', issuer: initialDomain, issuerAssignedId: account.userPrincipalName };
  return isExternal(account) ? [{ signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null }, own] : [own];
}

function directoryFacts(account: Account, changes: Changes): GraphObject {
  const createdDateTime = new Date(Date.UTC(2015, 0, 1) + (mix(account.position, 21) % 4_000) * 86_400_000).toISOString();
  return {
    accountEnabled: isEnabled(account), userType: account.userType ?? 'Member', createdDateTime, creationType: isExternal(account) ? 'Invitation' : null,
    externalUserState: isExternal(account) ? 'Accepted' : null, externalUserStateChangeDateTime: isExternal(account) ? createdDateTime : null,
    assignedLicenses: isLicensed(account) ? [{ disabledPlans: [], skuId: guidOf('sku', 'suite') }] : [], assignedPlans: [],
    onPremisesSyncEnabled: account.onPremisesSyncEnabled ? true : null, onPremisesImmutableId: account.onPremisesSyncEnabled ? Buffer.from(account.id).toString('base64') : null,
    isResourceAccount: account.isResourceAccount ?? null, identityParentId: null, isManagementRestricted: null, passwordPolicies: null,
    lastPasswordChangeDateTime: createdDateTime, signInSessionsValidFromDateTime: changes.sessionsRevokedAt[account.id] ?? createdDateTime,
    perUserMfaState: changes.perUserMfaState[account.id] ?? account.perUserMfaState ?? 'disabled',
  };
}

const isLicensed = (account: Account): boolean => isEmployee(account) && !account.isResourceAccount;

/** Services never sign in interactively; everybody else did within the last weeks. */
function signInActivity(account: Account, now: Date): GraphObject {
  const at = new Date(now.getTime() - (mix(account.position, 22) % 500) * 3_600_000).toISOString();
  const interactive = isEmployee(account) || isExternal(account) ? at : null;
  return { lastSignInDateTime: interactive, lastNonInteractiveSignInDateTime: at, lastSuccessfulSignInDateTime: at };
}

/** Methods of an account as the registration report names them. */
export const methodsOf = (account: Account): string[] => account.methods ?? push;

