/** What stands for `{name}`, `{place}` … in bank lines. Names of every kind, so that no single one means anything. */
const FIRST = `bob carl dana maria anna tom peter julia ahmed li wei olga ivan sofia lars ingrid pierre chloe marco giulia jose carmen
raj priya kenji yuki fatima omar zoe liam noah emma olivia mia hans greta klaus uwe sabine thomas michael sarah david laura kevin lisa
paul nina erik jan piotr agnieszka tomasz elena dmitri sven björn renée andré jürgen zoë łukasz mehmet ayse`.split(/\s+/);

const LAST = `smith miller kowalska nguyen garcia rossi müller dubois jensen okafor tanaka patel ivanov silva larsen o'brien van-dijk
weber schmidt brown jones wilson novak horvat popescu andersson`.split(/\s+/);

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const at = <T>(list: T[], i: number): T => list[i % list.length] as T;

const full = FIRST.map((first, i) => `${first} ${at(LAST, i * 7)}`);
const upns = FIRST.map((first, i) => `${first}${i % 3 ? '' : `.${at(LAST, i)}`}@${at(['contoso.com', 'fabrikam.onmicrosoft.com', 'adatum.ch', 'northwind.co.uk'], i)}`);
const odd = ['svc-backup', 'svc_sync', 'scanner01', 'breakglass1', 'adm-tom', 'helpdesk', 'reception', 'support', 'kiosk-2', 'sa-veeam', 'svc-print', 'zz-old-admin', 'room-alpine', 'meetingroom3', 'backupuser'];

const name = [...FIRST.map(title), ...FIRST, ...full.map((n) => n.split(' ').map(title).join(' ')), ...full, ...upns, ...odd];

export const FILLERS: Record<string, string[]> = {
  name,
  upn: upns,
  names: FIRST.flatMap((first, i) => [
    `${first} and ${at(FIRST, i + 9)}`,
    `${title(first)}, ${title(at(FIRST, i + 3))} and ${title(at(FIRST, i + 5))}`,
    `${first}, ${at(FIRST, i + 11)}`,
  ]),
  place: ['Berlin', 'Montreal', 'Montreal office', 'head office', 'HQ', 'the Zurich site', 'Paris', 'warehouse', 'Branch Oslo', 'London office', 'the office network', 'Munich', 'Factory 2', 'Vienna', 'Dublin', 'the VPN range', 'datacenter'],
  policy: ['CA001', 'CA005', 'CA007 - Block legacy auth', 'CA 12', 'Require MFA for admins', 'Require MFA for all users', 'Baseline MFA', 'CA003 - MFA all users', 'MFA guests', '"Block legacy authentication"', 'Admins MFA', 'ca010', 'All users - MFA'],
  group: ['Finance', 'the sales team', 'Contractors', 'SG-MFA-Exclusions', 'VIP', 'Marketing', 'IT-Admins', 'Warehouse staff', 'External Consultants', 'Execs', 'CA-Exclude'],
  time: ['8', '8am', '08:00', '7:30', '9', '9:15', '6 am', '7h30', '17:00', '5pm', 'noon', 'half past eight', '10.30', '08:45', 'seven', 'midnight', '0800', '9 o\'clock', '7:45 am'],
  zone: ['Berlin time', 'CET', 'UTC', 'Paris', 'Europe/Zurich', 'EST', 'PST', 'London', 'Eastern', 'GMT', 'IST', 'Sydney time', 'America/New_York'],
  day: ['monday', 'tuesday', 'Wednesday', 'thu', 'Friday', 'saturday', 'sunday', 'mon', 'fri'],
  period: ['yesterday', 'last week', 'last month', 'this week', 'monday', 'the last scan', 'last 7 days', '3 days ago', 'the 1st of march', '2026-11-01', 'this month', 'last 24 hours', 'last quarter', 'the previous scan', 'last 30d', 'two weeks ago', 'october', 'past 14 days', '24h', 'the weekend', 'friday', 'today', 'last friday', 'november 3'],
  org: ['contoso', 'our company', 'fabrikam', 'our tenant', 'we', 'adatum'],
};
