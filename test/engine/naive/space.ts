import type { ConditionalAccessPolicy } from '../../../src/engine/index.js';
import { everyDevice, isInDeviceFilter, UNREGISTERED, type Device } from './devices.js';
import type { Person } from './people.js';
import { everyPlace, isInPlaces, type Place } from './places.js';

/** One sign-in: a value of each dimension. */
export interface SignIn {
  app: string;
  client: string;
  platform: string;
  place: Place;
  device: Device;
  signInRisk: string;
  userRisk: string;
  insiderRisk: string;
  flow: string;
}

export type Dimension = keyof SignIn;
export type Atoms = { [name in Dimension]: SignIn[name][] };

export const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';
/** Exchange, SharePoint, Teams, Viva Engage and what else of the suite has an id of its own. */
const OFFICE = new Set([
  'Office365', EXCHANGE, '00000003-0000-0ff1-ce00-000000000000', 'cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', '00000005-0000-0ff1-ce00-000000000000',
  'c9a559d2-7aab-4f13-a6ed-e7e9c52aec87', '09abbdfd-ed23-44ee-a2d9-a627aa1c90f3', '2634dd23-5e5a-431c-81ca-11710d9079f4',
  '905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba', '00000006-0000-0ff1-ce00-000000000000', '4765445b-32c6-49b0-83e6-1d93765276ca',
]);
/** Apps that are known to be in neither suite. */
const AZURE_PORTAL = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c';
const OUTSIDE = new Set(['Office365', 'MicrosoftAdminPortals', 'other', AZURE_PORTAL, '797f4846-ba00-4fd7-ba43-dac1f8f63013', 'd4ebce55-015a-49b5-a083-c84d1797ae8c', '0000000a-0000-0000-c000-000000000000']);
const SUITES = new Set(['Office365', 'MicrosoftAdminPortals']);
const LEGACY = new Set(['exchangeActiveSync', 'other']);
const NO_APPS = new Set(['All', 'None', 'Office365', 'MicrosoftAdminPortals']);
const RISKS = ['none', 'low', 'medium', 'high'];

/** Ids ignore case, keywords don't. */
const sameCase = (app: string): string => (app.includes('-') ? app.toLowerCase() : app);

export const isLegacy = (client: string): boolean => LEGACY.has(client);

/** Every value of every dimension, before D7's constraints. */
export function everyAtom(person: Person, policies: ConditionalAccessPolicy[]): Atoms {
  const named = policies.flatMap(({ applications }) => [...applications.include, ...applications.exclude]).map(sameCase);
  return {
    app: [...new Set([...named.filter((app) => !NO_APPS.has(app)), EXCHANGE, 'Office365', 'MicrosoftAdminPortals', 'other'])],
    client: ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'],
    platform: ['android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'linux', 'other'],
    place: everyPlace(person.snapshot, person.ask),
    device: everyDevice(person, policies),
    signInRisk: RISKS,
    userRisk: RISKS,
    insiderRisk: ['none', 'minor', 'moderate', 'elevated'],
    flow: ['none', 'deviceCodeFlow', 'authenticationTransfer'],
  };
}

/** D7: which combinations can happen. */
export function canHappen({ app, client, device, flow }: SignIn): boolean {
  if (client === 'exchangeActiveSync' && app !== EXCHANGE) return false;
  return device === UNREGISTERED || (!isLegacy(client) && flow !== 'deviceCodeFlow');
}

const isListed = (list: string[]) => (value: string): boolean => list.length === 0 || list.includes('all') || list.includes(value);

/** Whether the policy's condition on one dimension holds, dimension by dimension. */
export type Conditions = { [name in Dimension]: (value: SignIn[name]) => boolean };

export function conditionsOf(person: Person, policy: ConditionalAccessPolicy): Conditions {
  return {
    app: (app) => targets(person, policy, app),
    client: isListed(policy.clientAppTypes),
    platform: (platform) => isOnPlatform(policy, platform),
    place: (place) => isInPlaces(policy, place),
    device: (device) => isInDeviceFilter(person, policy, device),
    signInRisk: isListed(policy.signInRiskLevels),
    userRisk: isListed(policy.userRiskLevels),
    insiderRisk: isListed(policy.insiderRiskLevels),
    flow: isListed(policy.transferMethods ?? []),
  };
}

function isOnPlatform({ platforms }: ConditionalAccessPolicy, platform: string): boolean {
  if (!platforms) return true;
  const holds = (each: string) => each === 'all' || each === platform;
  return platforms.include.some(holds) && !platforms.exclude.some(holds);
}

function targets({ ask, snapshot }: Person, { applications: { include, exclude, filter } }: ConditionalAccessPolicy, app: string): boolean {
  const isInSuite = (suite: string): boolean => {
    if ((suite === 'Office365' && OFFICE.has(app)) || (suite === 'MicrosoftAdminPortals' && app === AZURE_PORTAL)) return true;
    // Who excludes an app from a suite takes it for a part of it; no list says what else the suites hold.
    const isDoubtful = (snapshot.policies ?? []).some(({ applications }) => applications.include.includes(suite) && applications.exclude.map(sameCase).includes(app));
    return isDoubtful && !OFFICE.has(app) && !OUTSIDE.has(app) && ask(`${app} is in ${suite}`, [false, true]);
  };
  const holds = (each: string) => each === 'All' || sameCase(each) === app || (SUITES.has(each) && isInSuite(each));
  // Application filters compare custom security attributes, which no scan reads.
  const isFiltered = filter !== undefined && ask(`application filter ${filter.rule} matches`, [false, true]);
  if (exclude.some(holds) || (filter?.mode === 'exclude' && isFiltered)) return false;
  return include.some(holds) || (filter?.mode === 'include' && isFiltered);
}
