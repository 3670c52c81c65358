import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { count, list, type ListOptions, type Sequence } from '../odata/list.js';
import { selectedProperties } from '../odata/select.js';
import { badRequest, insufficientPrivileges, noPremium, notFound, unsupportedQuery } from '../service/errors.js';
import { created, ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import type { Account } from '../tenant/account.js';
import { writeAudited } from '../tenant/audit.js';
import { defaultUserProperties, userJson, userProperties } from '../tenant/userJson.js';

export const users: Route[] = [
  { method: 'GET', path: '/users', permission: 'User.Read.All', cost: 2, handle: (call) => list(call, allUsers(call), listOptions(call)) },
  { method: 'GET', path: '/users/$count', permission: 'User.Read.All', handle: (call) => count(call, allUsers(call), userList) },
  { method: 'POST', path: '/users', permission: 'User.ReadWrite.All', roles: ['User Administrator'], handle: createUser },
  { method: 'GET', path: '/users/{user}', permission: 'User.Read.All', handle: (call) => oneUser(call, accountOf(call)) },
  { method: 'GET', path: '/me', permission: 'User.Read', handle: (call) => oneUser(call, call.caller) },
  {
    method: 'POST',
    path: '/users/{user}/revokeSignInSessions',
    permission: 'User.RevokeSessions.All',
    handle: revokeSessions,
    roles: [
      'Privileged Authentication Administrator',
      'Authentication Administrator',
      'Helpdesk Administrator',
      'User Administrator',
      'Conditional Access Administrator',
    ],
  },
];

const userList: ListOptions = {
  context: 'users',
  defaultTop: 100,
  maxTop: 999,
  isDirectory: true,
  properties: userProperties,
  defaults: defaultUserProperties,
};

/** The account a path names by id or user principal name. @throws GraphError 404 */
export function accountOf(call: Call): Account {
  const name = call.params.user!;
  const account = call.tenant.directory.find(name);
  if (account === undefined) throw notFound(name);
  return account;
}

export function userOf(call: Call, account: Account, properties?: readonly string[]): GraphObject {
  return userJson(account, call.tenant.view.changes, call.tenant.settings.now(), properties);
}

function allUsers(call: Call): Sequence {
  const { changes } = call.tenant.view;
  const now = call.tenant.settings.now();
  return {
    length: call.tenant.directory.size,
    at: (position, properties) => userJson(call.tenant.directory.at(position), changes, now, properties),
  };
}

/** `signInActivity` needs a premium licence, another permission, and smaller pages. */
function listOptions(call: Call): ListOptions {
  if (!wantsSignIns(call)) return userList;
  checkSignIns(call);
  if (Number(call.query.get('$top') ?? 0) > 500)
    throw unsupportedQuery('Invalid page size specified: with `signInActivity` it must be between 1 and 500 inclusive.');
  return { ...userList, maxTop: 500 };
}

function oneUser(call: Call, account: Account): Reply {
  if (wantsSignIns(call)) checkSignIns(call);
  return ok({
    '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#users/$entity`,
    ...userOf(call, account, selectedProperties(call.query, userList)),
  });
}

const wantsSignIns = (call: Call): boolean => call.query.get('$select')?.includes('signInActivity') ?? false;

function checkSignIns({ tenant: { settings } }: Call): void {
  if (settings.licence === 'none') throw noPremium();
  if (settings.deniedPermissions.includes('AuditLog.Read.All')) throw insufficientPrivileges();
}

const newUser = z.object({ displayName: z.string().min(1), userPrincipalName: z.string().regex(/^[^@\s]+@[^@\s]+$/) });

function createUser(call: Call): Reply {
  const asked = newUser.safeParse(call.body);
  if (!asked.success) throw badRequest("A value is required for properties 'displayName' and 'userPrincipalName'.");
  const { directory } = call.tenant;
  if (directory.find(asked.data.userPrincipalName)) throw badRequest('Another object with the same value for property userPrincipalName already exists.');
  const account = { id: randomUUID(), ...asked.data };
  const told = { activity: 'Add user', category: 'UserManagement', service: 'Core Directory', target: { type: 'User', ...account } } as const;
  writeAudited(call, told, (changes) => {
    changes.accounts = [...changes.accounts, account];
  });
  directory.add(account);
  return created({ '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#users/$entity`, ...userOf(call, directory.find(account.id)!) });
}

function revokeSessions(call: Call): Reply {
  const account = accountOf(call);
  const at = call.tenant.settings.now().toISOString();
  const told = {
    activity: 'Revoke all sign-in sessions',
    category: 'UserManagement',
    service: 'Core Directory',
    target: { type: 'User', ...nameOf(account) },
  } as const;
  writeAudited(call, told, (changes) => {
    changes.sessionsRevokedAt[account.id] = at;
  });
  return ok({ '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#Edm.Boolean`, value: true });
}

export const nameOf = ({
  id,
  displayName,
  userPrincipalName,
}: Account): { id: string; displayName: string; userPrincipalName: string } => ({ id, displayName, userPrincipalName });
