import type { Snapshot, TenantEdit } from '../engine/index.js';
import { appName } from '../engine/space/apps.js';
import { ALL_TRUSTED } from '../engine/space/locations.js';

/** The edit in the imperative, with names instead of ids, e.g. "exclude the location `Montreal office` from `CA001`". */
export function describeEdit(edit: TenantEdit, snapshot: Snapshot): string {
  const name = namesOf(snapshot);
  switch (edit.kind) {
    case 'setPolicyState': return `${STATES[edit.state]} ${name.policy(edit.policyId)}`;
    case 'setSecurityDefaults': return `switch security defaults ${edit.enabled ? 'on' : 'off'}`;
    case 'excludeLocation': return `exclude the location ${name.location(edit.locationId)} from ${name.policy(edit.policyId)}`;
    case 'excludeGroup': return `exclude the group ${name.group(edit.groupId)} from ${name.policy(edit.policyId)}`;
    case 'excludeUser': return `exclude ${name.account(edit.accountId)} from ${name.policy(edit.policyId)}`;
    case 'dropExclusion': return `drop ${exclusion(edit, name)} from ${name.policy(edit.policyId)}`;
    case 'removeFromGroup': return `take ${name.account(edit.accountId)} out of the group ${name.group(edit.groupId)}`;
    case 'addToGroup': return `add ${name.account(edit.accountId)} to the group ${name.group(edit.groupId)}`;
    case 'requireMfa': return `make MFA the one thing that suffices in ${name.policy(edit.policyId)}`;
    case 'widenScope': return `extend ${name.policy(edit.policyId)} to ${SCOPES[edit.dimension]}`;
    case 'setPerUserMfa': return `set per-user MFA of ${name.account(edit.accountId)} to ${edit.state}`;
  }
}

const STATES = { enabled: 'switch on', disabled: 'switch off', enabledForReportingButNotEnforced: 'set to report-only' };
const SCOPES = {
  locations: 'any location', applications: 'all resources', clients: 'all client apps', platforms: 'any platform', risks: 'every risk level', devices: 'any device',
};

interface Names { policy(id?: string): string; location(id: string): string; group(id: string): string; account(id: string): string; subject(id: string): string }

function namesOf({ policies, namedLocations, groups, accounts, roleNames }: Snapshot): Names {
  const quoted = (name: string | undefined, id: string) => `\`${name ?? id}\``;
  return {
    policy: (id) => (id === undefined ? 'every enabled policy' : quoted(policies?.find((each) => each.id === id)?.displayName, id)),
    location: (id) => (id === ALL_TRUSTED ? 'all trusted locations' : quoted(namedLocations?.find((each) => each.id === id)?.displayName, id)),
    group: (id) => quoted(groups.get(id)?.displayName, id),
    account: (id) => quoted(accounts.find((each) => each.id === id)?.displayName, id),
    subject: (id) => quoted(groups.get(id)?.displayName ?? accounts.find((each) => each.id === id)?.displayName ?? roleNames.get(id), id),
  };
}

function exclusion({ dimension, entry }: Extract<TenantEdit, { kind: 'dropExclusion' }>, name: Names): string {
  if (dimension === 'guests') return 'the exclusion of guests';
  if (entry === undefined) return `the exclusion of ${dimension}`;
  if (dimension === 'locations') return `the exclusion of ${name.location(entry)}`;
  if (dimension === 'applications') return `the exclusion of ${appName(entry)}`;
  if (dimension === 'platforms') return `the exclusion of ${entry}`;
  return `the exclusion of ${name.subject(entry)}`;
}
