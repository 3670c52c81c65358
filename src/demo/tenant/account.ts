import { bulkGuid, choose, mix } from '../seed/ids.js';
import { departments, type Department } from '../seed/company.js';
import type { GroupKey } from '../seed/groups.js';
import { accountId, type SeedPerson } from '../seed/people/index.js';
import { asAddress, familyNames, givenNames } from '../seed/people/names.js';
import { ours, push, smsOnly } from '../seed/people/person.js';

/** A user object of the tenant before Graph's JSON is made of it. */
export interface Account extends SeedPerson {
  id: string;
  /** Place in `/users`. */
  position: number;
}

export function seedAccount(person: SeedPerson, position: number): Account {
  return { ...person, id: accountId(person.key), position };
}

const givenAddresses = givenNames.map(asAddress);
const familyAddresses = familyNames.map(asAddress);
const bulkDepartments = departments.filter((department) => department !== 'Field Engineering' && department !== 'Direction');

/** Employee number `n` of a large demo, made when asked for. */
export function bulkAccount(n: number, position: number): Account {
  return {
    key: `bulk-${n}`,
    id: bulkGuid(n),
    position,
    displayName: `${choose(givenNames, n, 11)} ${choose(familyNames, n, 12)}`,
    userPrincipalName: ours(`${choose(givenAddresses, n, 11)}.${choose(familyAddresses, n, 12)}.${n}`),
    department: bulkDepartment(n),
    accountEnabled: mix(n, 15) % 50 !== 0,
    methods: mix(n, 16) % 40 === 0 ? smsOnly : push,
    groups: [...bulkGroups(n)],
  };
}

/** One in 400 is a field engineer, and so has the device-compliance alternative. */
export function bulkDepartment(n: number): Department {
  return mix(n, 13) % 400 === 0 ? 'Field Engineering' : choose(bulkDepartments, n, 14);
}

/** One in 1000 works in the NOC, and so has the trusted-IP exclusion. */
export function bulkGroups(n: number): readonly GroupKey[] {
  return mix(n, 17) % 1000 === 0 ? ['nocOffice'] : [];
}

export const isEnabled = (account: SeedPerson): boolean => account.accountEnabled ?? true;
export const isExternal = (account: SeedPerson): boolean => account.homeMail !== undefined;
export const isEmployee = (account: SeedPerson): boolean => account.department !== undefined && account.userType !== 'Guest';
