import type { Domain } from '../../engine/index.js';
import { DecodeError, flag, needObject, needText, object, text, visibleText } from './json.js';

export interface Licences {
  /** Entra ID P1 or better. */
  hasPremium: boolean;
  /** Entra ID P2, whose PIM has eligible roles. */
  hasPremium2: boolean;
}

/** Graph `organization`: a list of one. */
export function decodeOrganization(rows: unknown[]): { id: string; displayName: string } {
  const row = needObject(rows[0], 'the organization');
  const id = needText(row, 'id');
  return { id, displayName: visibleText(row['displayName']) ?? id };
}

/** Graph `subscribedSku`s, by the service plans that are really switched on. */
export function decodeLicences(rows: unknown[]): Licences {
  const plans = new Set(rows.flatMap(activePlans));
  const hasPremium2 = plans.has('AAD_PREMIUM_P2');
  return { hasPremium: hasPremium2 || plans.has('AAD_PREMIUM'), hasPremium2 };
}

function activePlans(raw: unknown): string[] {
  const sku = needObject(raw, 'a licence');
  if (!['Enabled', 'Warning'].includes(needText(sku, 'capabilityStatus'))) return [];
  if (!Array.isArray(sku['servicePlans'])) throw new DecodeError('`servicePlans` is no list');
  return sku['servicePlans'].flatMap((each) => {
    const plan = object(each);
    return plan?.['provisioningStatus'] === 'Success' ? [text(plan['servicePlanName']) ?? ''] : [];
  });
}

/** A domain whose authentication type isn't known may be federated: its configuration stays unread. */
export function decodeDomain(raw: unknown): { name: string; domain: Domain; misread: boolean } {
  const row = needObject(raw, 'a domain');
  const type = row['authenticationType'];
  const misread = type !== 'Managed' && type !== 'Federated';
  return { name: needText(row, 'id'), domain: { isFederated: type !== 'Managed' }, misread };
}

const BEHAVIORS = new Set(['acceptIfMfaDoneByFederatedIdp', 'enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp']);

/** Graph `internalDomainFederation`: null where nothing was ever set, undefined where the value isn't known. */
export function decodeFederation(rows: unknown[]): string | null | undefined {
  if (rows.length === 0) return null;
  const { id, federatedIdpMfaBehavior: behavior } = needObject(rows[0], 'a federation configuration');
  if (typeof id !== 'string') throw new DecodeError('a federation configuration has no `id`');
  if (behavior === null || behavior === undefined) return null;
  return typeof behavior === 'string' && BEHAVIORS.has(behavior) ? behavior : undefined;
}

/** `identitySecurityDefaultsEnforcementPolicy`. */
export function decodeSecurityDefaults(raw: unknown): boolean {
  const isEnabled = flag(needObject(raw, 'the security defaults')['isEnabled']);
  if (isEnabled === undefined) throw new DecodeError('`isEnabled` is neither true nor false');
  return isEnabled;
}
