import { departments, type Department } from '../company.js';
import { choose, mix } from '../ids.js';
import { asAddress, familyNames, givenNames } from './names.js';
import { ours, push, securityKey, smsOnly, type SeedPerson } from './person.js';

const HEADCOUNT = 185;
const ordinaryDepartments = departments.filter((department) => department !== 'Field Engineering' && department !== 'Direction');

/** The employees without a story: under CA001, nearly all of them well registered. */
export const workforce: SeedPerson[] = [...uniqueNames(HEADCOUNT)].map((displayName, n) => ({
  key: `employee-${n}`,
  displayName,
  userPrincipalName: ours(asAddress(displayName)),
  department: departmentOf(n),
  methods: methodsOf(n),
  onPremisesSyncEnabled: mix(n, 7) % 3 === 0,
}));

function departmentOf(n: number): Department {
  return choose(ordinaryDepartments, n, 3);
}

/** A few who only have a telephone (SMS ends in 2027) and a few who never registered. */
function methodsOf(n: number): string[] {
  if (n % 29 === 5) return smsOnly;
  if (n % 41 === 7) return [];
  return n % 11 === 3 ? [...push, ...securityKey] : push;
}

function uniqueNames(count: number): Set<string> {
  const names = new Set<string>();
  for (let n = 0; names.size < count; n += 1) names.add(`${choose(givenNames, n, 1)} ${choose(familyNames, n, 2)}`);
  return names;
}
