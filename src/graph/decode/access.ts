import type { InboundTrust, RoleAssignment } from '../../engine/index.js';
import { DecodeError, flagOrNull, isTextList, needObject, needText, text, visibleText } from './json.js';

/** `unifiedRoleAssignment` and `unifiedRoleEligibilityScheduleInstance`. Role ids are kept in lower case, here as in policies. */
export function decodeRoleAssignment(raw: unknown): RoleAssignment {
  const row = needObject(raw, 'a role assignment');
  // Assignments in one application's scope have no directory scope; they are no tenant-wide ones either.
  const directoryScopeId = text(row['directoryScopeId']) ?? `/app:${needText(row, 'appScopeId')}`;
  if (!directoryScopeId.startsWith('/')) throw new DecodeError('`directoryScopeId` is no path');
  return { roleId: needText(row, 'roleDefinitionId').toLowerCase(), principalId: needText(row, 'principalId'), directoryScopeId };
}

export interface RoleDefinition {
  id: string;
  /** Lower case, as policies are compared with. */
  templateId: string;
  displayName: string;
}

/** `unifiedRoleDefinition`. */
export function decodeRoleDefinition(raw: unknown): RoleDefinition {
  const row = needObject(raw, 'a role');
  const id = needText(row, 'id').toLowerCase();
  return { id, templateId: text(row['templateId'])?.toLowerCase() ?? id, displayName: visibleText(row['displayName']) ?? id };
}

/** `crossTenantAccessPolicyConfigurationDefault`: an absent trust is the service's own default, which trusts nobody. */
export function decodeDefaultTrust(raw: unknown): InboundTrust {
  return decodeTrust(needObject(raw, 'the cross-tenant default')['inboundTrust']) ?? {
    isMfaAccepted: null, isCompliantDeviceAccepted: null, isHybridAzureADJoinedDeviceAccepted: null,
  };
}

/** `crossTenantAccessPolicyConfigurationPartner`: null inherits the default. */
export function decodePartner(raw: unknown): [tenantId: string, trust: InboundTrust | null] {
  const row = needObject(raw, 'a partner');
  return [needText(row, 'tenantId'), decodeTrust(row['inboundTrust'])];
}

function decodeTrust(raw: unknown): InboundTrust | null {
  if (raw === null) return null;
  const trust = needObject(raw, 'an inbound trust');
  return {
    isMfaAccepted: flagOrNull(trust, 'isMfaAccepted'),
    isCompliantDeviceAccepted: flagOrNull(trust, 'isCompliantDeviceAccepted'),
    isHybridAzureADJoinedDeviceAccepted: flagOrNull(trust, 'isHybridAzureADJoinedDeviceAccepted'),
  };
}

/** `authenticationStrengthPolicy`. */
export function decodeStrength(raw: unknown): [id: string, combinations: string[]] {
  const row = needObject(raw, 'an authentication strength');
  const combinations = row['allowedCombinations'];
  if (!isTextList(combinations)) throw new DecodeError('`allowedCombinations` is no list of texts');
  return [needText(row, 'id'), combinations];
}

export type ObjectType = 'user' | 'group' | 'servicePrincipal' | 'other';

export interface NamedObject {
  id: string;
  type: ObjectType;
  displayName: string | undefined;
}

/** A `directoryObject` of `getByIds`. */
export function decodeNamedObject(raw: unknown): NamedObject {
  const row = needObject(raw, 'a directory object');
  const type = /^#microsoft\.graph\.(user|group|servicePrincipal)$/.exec(text(row['@odata.type']) ?? '')?.[1];
  return { id: needText(row, 'id'), type: (type as ObjectType | undefined) ?? 'other', displayName: visibleText(row['displayName']) };
}
