/** Apps by their well-known ids. Sources: Entra docs, first-party app ids; Office 365 app suite contents. */
export const EXCHANGE_ONLINE = '00000002-0000-0ff1-ce00-000000000000';
export const OFFICE_365 = 'Office365';
export const ADMIN_PORTALS = 'MicrosoftAdminPortals';
export const OTHER = 'other';

/**
 * Members of the Office 365 suite that policies name one by one. The suite holds more services than any list names,
 * so naming all of these never covers the suite.
 */
const OFFICE_365_MEMBERS = new Map([
  [EXCHANGE_ONLINE, 'Exchange Online'],
  ['00000003-0000-0ff1-ce00-000000000000', 'SharePoint Online'],
  ['cc15fd57-2c6c-4117-a88c-83b1d56b4bbe', 'Microsoft Teams'],
  ['00000005-0000-0ff1-ce00-000000000000', 'Viva Engage'],
  ['c9a559d2-7aab-4f13-a6ed-e7e9c52aec87', 'Microsoft Forms'],
  ['09abbdfd-ed23-44ee-a2d9-a627aa1c90f3', 'Microsoft Planner'],
  ['2634dd23-5e5a-431c-81ca-11710d9079f4', 'Microsoft Stream'],
  ['905fcf26-4eb7-48a0-9ff0-8dcc7194b5ba', 'Sway'],
  ['00000006-0000-0ff1-ce00-000000000000', 'Microsoft Office 365 Portal'],
  ['4765445b-32c6-49b0-83e6-1d93765276ca', 'Office.com'],
]);

const OTHER_NAMES = new Map([
  [OFFICE_365, 'an Office 365 service'],
  [ADMIN_PORTALS, 'the Microsoft admin portals'],
  ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'Azure Resource Manager'],
  ['c44b4083-3bb0-49c1-b47d-974e53cbdf3c', 'the Azure portal'],
  ['0000000a-0000-0000-c000-000000000000', 'Microsoft Intune'],
  ['d4ebce55-015a-49b5-a083-c84d1797ae8c', 'Microsoft Intune enrollment'],
  ['00000002-0000-0000-c000-000000000000', 'Azure AD Graph'],
  ['14d82eec-204b-4c2f-b7e8-296a70dab67e', 'Microsoft Graph PowerShell'],
  ['2793995e-0a7d-40d7-bd35-6968ba142197', 'My Apps'],
  ['fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd', 'the Partner Center API'],
  ['AllAgentIdResources', 'an agent resource'],
]);

/** Of the admin portals only Azure's own has an id that is published. */
const AZURE_PORTAL = 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c';

const isInOffice365 = (app: string): boolean => app === OFFICE_365 || OFFICE_365_MEMBERS.has(app);
export const appName = (app: string): string => OFFICE_365_MEMBERS.get(app) ?? OTHER_NAMES.get(app) ?? `the app ${app}`;

/** The apps that the named ones can tell apart. `Office365`, `MicrosoftAdminPortals` and `other` stand for whatever no list names. */
export function buildApps(named: Iterable<string>): string[] {
  const apps = [...named].filter((app) => app !== 'All' && app !== 'None').map(canonical);
  return [...new Set([OTHER, EXCHANGE_ONLINE, OFFICE_365, ADMIN_PORTALS, ...apps])];
}

/** Ids ignore case; keywords are the documentation's. */
export function canonical(app: string): string {
  const keyword = [OFFICE_365, ADMIN_PORTALS, 'All', 'None', 'AllAgentIdResources'].find((each) => each.toLowerCase() === app.toLowerCase());
  return keyword ?? app.toLowerCase();
}

/** Does an entry of an include or exclude list name this app? */
export function names(entry: string, app: string): boolean {
  const target = canonical(entry);
  if (target === 'All' || target === app) return true;
  return (target === OFFICE_365 && isInOffice365(app)) || (target === ADMIN_PORTALS && app === AZURE_PORTAL);
}

/**
 * Apps that may be in a suite although no list here says so: whoever excludes an app from a policy for a suite takes it for a part of
 * it, and the suites hold more than any list names. As `<suite> <app>`.
 */
export function undecidedApps(scopes: { include: string[]; exclude: string[] }[]): Set<string> {
  return new Set(scopes.flatMap(({ include, exclude }) => include.map(canonical).filter((entry) => entry === OFFICE_365 || entry === ADMIN_PORTALS)
    .flatMap((suite) => exclude.map(canonical).filter((app) => !isPlaced(app)).map((app) => `${suite} ${app}`))));
}

const isPlaced = (app: string): boolean => app === OTHER || app === 'All' || OFFICE_365_MEMBERS.has(app) || OTHER_NAMES.has(app);
