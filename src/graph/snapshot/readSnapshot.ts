import type { Account, Group, RoleAssignment, Snapshot } from '../../engine/index.js';
import type { Graph } from '../client/graph.js';
import { AccountTable } from './accountTable.js';
import { readGroups, type GroupMembers } from './groups.js';
import { readHomeTenants } from './homeTenants.js';
import { fillPerUserMfa } from './perUserMfa.js';
import { readRegistrations, withRegistrations } from './registration.js';
import { Scan, type ReadProgress } from './scan.js';
import * as sources from './sources.js';
import { readUsers } from './users.js';

export interface ReadSnapshotOptions {
  onProgress?: (progress: ReadProgress) => void;
  /** Called when everything but the registration report is there, unless that came first: no verdict changes after it. */
  onPreliminary?: (snapshot: Snapshot) => void;
  isDemo?: boolean;
}

/** Reads one tenant whole. Throws ScanError where there can be no report; everything else that fails is in `unavailable`. */
export async function readSnapshot(graph: Graph, options: ReadSnapshotOptions = {}): Promise<Snapshot> {
  const stop = new AbortController();
  const scan = new Scan(graph.session(stop.signal), options.onProgress ?? (() => undefined));
  try {
    return await readEverything(scan, options);
  } finally {
    stop.abort();
  }
}

/** Each source starts as soon as what it depends on is there; the client keeps the pace. */
async function readEverything(scan: Scan, options: ReadSnapshotOptions): Promise<Snapshot> {
  const startedAt = scan.graph.clock.now();
  const table = new AccountTable();
  const users = readUsers(scan, table);
  const licences = sources.readLicences(scan);
  let isReportPending = true;
  const registrations = licences.then((known) => readRegistrations(scan, table, known)).finally(() => (isReportPending = false));
  const parts = await readParts(scan, table, users, licences);
  const build = (accounts: Account[]): Snapshot => snapshotOf(scan, startedAt, options.isDemo ?? false, parts, accounts, table);
  // Copies: the final snapshot must not write into accounts that were handed out.
  if (isReportPending) options.onPreliminary?.(build([...table.accounts]));
  return build(withRegistrations(table, await registrations));
}

type Parts = Awaited<ReturnType<typeof readParts>>;

async function readParts(scan: Scan, table: AccountTable, users: Promise<boolean>, licences: ReturnType<typeof sources.readLicences>) {
  const policies = sources.readPolicies(scan);
  const assignments = sources.readRoleAssignments(scan);
  const eligibilities = licences.then((known) => sources.readRoleEligibilities(scan, known));
  const access = sources.readCrossTenantAccess(scan);
  const groups = Promise.all([policies, assignments, eligibilities])
    .then(([named, held, eligible]) => readGroups(scan, table, { policies: named, assignments: held, eligibilities: eligible }, users));
  const homeTenants = Promise.all([policies, access, users]).then(([named, trust]) => readHomeTenants(scan, table.accounts, named, trust));
  const perUserMfa = users.then(() => fillPerUserMfa(scan, table));
  return settle({
    accountsComplete: users, licences, policies, assignments, eligibilities, access, groups, homeTenants, perUserMfa,
    organization: sources.readOrganization(scan),
    securityDefaults: sources.readSecurityDefaults(scan),
    namedLocations: sources.readNamedLocations(scan),
    strengths: sources.readStrengths(scan),
    domains: sources.readDomains(scan),
    roles: sources.readRoleDefinitions(scan),
  });
}

function snapshotOf(scan: Scan, startedAt: number, isDemo: boolean, parts: Parts, accounts: Account[], table: AccountTable): Snapshot {
  return {
    tenant: {
      ...(parts.organization ?? { id: 'unread', displayName: 'unread tenant' }),
      cloud: scan.graph.cloud, hasPremiumLicence: parts.licences?.hasPremium, isDemo,
    },
    scannedAt: new Date(startedAt).toISOString(),
    requests: scan.graph.requests,
    readMs: scan.graph.clock.now() - startedAt,
    accountsComplete: parts.accountsComplete,
    unavailable: [...scan.unavailable],
    accounts,
    securityDefaultsEnabled: parts.securityDefaults,
    policies: parts.policies,
    namedLocations: parts.namedLocations,
    authenticationStrengths: parts.strengths,
    domains: parts.domains,
    crossTenantAccess: parts.access,
    homeTenants: parts.homeTenants,
    groups: new Map(parts.groups.map((group) => [group.id, groupOf(group, table)])),
    ...rolesOf(parts),
  };
}

const groupOf = ({ members, ...group }: GroupMembers, table: AccountTable): Group =>
  ({ ...group, members: members && table.setOf(members) });

/** Policies speak of roles by template id, assignments by the definition's: without definitions nobody can say which role is held. */
function rolesOf({ roles, assignments, eligibilities }: Parts): Pick<Snapshot, 'roleAssignments' | 'roleEligibilities' | 'roleNames'> {
  const templates = new Map(roles?.map(({ id, templateId }) => [id, templateId]));
  const byTemplate = (held: RoleAssignment[] | undefined): RoleAssignment[] | undefined =>
    roles && held?.map((assignment) => ({ ...assignment, roleId: templates.get(assignment.roleId) ?? assignment.roleId.toLowerCase() }));
  return {
    roleAssignments: byTemplate(assignments),
    roleEligibilities: byTemplate(eligibilities),
    roleNames: new Map(roles?.map(({ templateId, displayName }) => [templateId, displayName])),
  };
}

/** Promise.all by name. */
async function settle<T extends Record<string, unknown>>(promises: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const values = await Promise.all(Object.values(promises));
  return Object.fromEntries(Object.keys(promises).map((name, index) => [name, values[index]])) as { [K in keyof T]: Awaited<T[K]> };
}
