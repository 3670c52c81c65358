import type { ConditionalAccessPolicy, CrossTenantAccess, Domain, NamedLocation, RoleAssignment } from '../../engine/index.js';
import * as calls from '../calls.js';
import { readList } from '../client/pages.js';
import { decodeDefaultTrust, decodePartner, decodeRoleAssignment, decodeRoleDefinition, decodeStrength, type RoleDefinition } from '../decode/access.js';
import { decodePolicy } from '../decode/conditionalAccess.js';
import { decodeNamedLocation } from '../decode/namedLocation.js';
import { DecodeError, needObject } from '../decode/json.js';
import { decodeDomain, decodeFederation, decodeLicences, decodeOrganization, decodeSecurityDefaults, type Licences } from '../decode/tenant.js';
import type { Scan } from './scan.js';

/** The small sources, each read whole or not at all. Undefined = unread, and noted. */
export const readOrganization = (scan: Scan) => readAll(scan, calls.organization, decodeOrganization);
export const readLicences = (scan: Scan): Promise<Licences | undefined> => readAll(scan, calls.subscribedSkus, decodeLicences);

export const readSecurityDefaults = (scan: Scan): Promise<boolean | undefined> =>
  scan.read(calls.securityDefaults, async () => decodeSecurityDefaults(await scan.graph.get(calls.securityDefaults)));

export async function readPolicies(scan: Scan): Promise<ConditionalAccessPolicy[] | undefined> {
  const policies = await readAll(scan, calls.conditionalAccessPolicies, (rows) => rows.map(decodePolicy));
  const misread = [...new Set(policies?.flatMap((policy) => policy.misread))];
  if (misread.length > 0) {
    scan.note('conditionalAccessPolicies', 'error', `Some policies have parts this version can't read, and nothing rests on those policies: ${quoted(misread)}.`);
  }
  return policies;
}

export async function readNamedLocations(scan: Scan): Promise<NamedLocation[] | undefined> {
  const locations = await readAll(scan, calls.namedLocations, (rows) => rows.map(decodeLocation));
  const unknown = locations?.filter(({ kind }) => kind === 'unknown').map(({ displayName }) => displayName) ?? [];
  if (unknown.length > 0) scan.note('namedLocations', 'error', `Some named locations are of a kind this version can't read: ${quoted(unknown)}.`);
  return locations;
}

/** `AllTrusted` names locations without their ids: one that may or may not be among them leaves the whole list unread. */
function decodeLocation(raw: unknown): NamedLocation {
  const { id, isTrusted, '@odata.type': type } = needObject(raw, 'a named location');
  const isIp = typeof type !== 'string' || type.endsWith('ipNamedLocation');
  // Left out, it has the documented default: not trusted.
  const isTold = typeof isTrusted === 'boolean' || (isTrusted === undefined && typeof type === 'string');
  if (typeof id !== 'string' || (isIp && !isTold)) throw new DecodeError('a named location that may be trusted is not readable');
  return decodeNamedLocation(raw);
}

export const readStrengths = (scan: Scan): Promise<Map<string, string[]> | undefined> =>
  readAll(scan, calls.authenticationStrengths, (rows) => new Map(rows.map(decodeStrength)));

export async function readCrossTenantAccess(scan: Scan): Promise<CrossTenantAccess> {
  const [fallback, partners] = await Promise.all([
    scan.read(calls.crossTenantDefault, async () => decodeDefaultTrust(await scan.graph.get(calls.crossTenantDefault))),
    readAll(scan, calls.crossTenantPartners, (rows) => new Map(rows.map(decodePartner))),
  ]);
  return { default: fallback, partners };
}

export const readRoleDefinitions = (scan: Scan): Promise<RoleDefinition[] | undefined> =>
  readAll(scan, calls.roleDefinitions, (rows) => rows.map(decodeRoleDefinition));

export const readRoleAssignments = (scan: Scan): Promise<RoleAssignment[] | undefined> =>
  readAll(scan, calls.roleAssignments, (rows) => rows.map(decodeRoleAssignment));

/** Never changes a verdict. Not asked for where there is no P2 licence. */
export async function readRoleEligibilities(scan: Scan, licences: Licences | undefined): Promise<RoleAssignment[] | undefined> {
  if (licences?.hasPremium2 !== false) return readAll(scan, calls.roleEligibilities, (rows) => rows.map(decodeRoleAssignment));
  scan.note('roleEligibilities', 'licence', 'Eligible roles need an Entra ID P2 licence, which this tenant doesn\'t have; no verdict depends on them.');
  scan.finish('roleEligibilities');
  return undefined;
}

export async function readDomains(scan: Scan): Promise<Map<string, Domain> | undefined> {
  const decoded = await readAll(scan, calls.domains, (rows) => rows.map(decodeDomain));
  if (decoded?.some(({ misread }) => misread)) scan.note('domains', 'error', 'Some domains have an authentication type this version doesn\'t know; they may be federated.');
  await Promise.all((decoded ?? []).filter(({ domain }) => domain.isFederated).map(({ name, domain }) => readFederation(scan, name, domain)));
  return decoded && new Map(decoded.map(({ name, domain }) => [name.toLowerCase(), domain]));
}

async function readFederation(scan: Scan, name: string, domain: Domain): Promise<void> {
  const behavior = await readAll(scan, calls.federationConfiguration(name), (rows) => {
    const value = decodeFederation(rows);
    if (value === undefined) throw new DecodeError('`federatedIdpMfaBehavior` has no known value');
    return { value };
  });
  domain.federatedIdpMfaBehavior = behavior?.value;
}

function readAll<T>(scan: Scan, call: calls.ReadCall, decode: (rows: unknown[]) => T): Promise<T | undefined> {
  return scan.read(call, async () => decode(await readList(scan.graph, call)));
}

/** Names are the tenant's and may be many. */
const quoted = (names: string[]): string => names.slice(0, 5).map((name) => `\`${name}\``).join(', ') + (names.length > 5 ? ' and more' : '');
