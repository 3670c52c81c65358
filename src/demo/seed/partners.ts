import { guidOf } from './ids.js';

/** The home organisations of guests, with what this tenant's cross-tenant access settings say of them. */
export interface SeedHomeTenant {
  domain: string;
  displayName: string;
  tenantId: string;
  /** `undefined`: no partner entry. `null`: an entry whose inbound trust inherits from the default. */
  trustsMfa?: boolean | null;
}

export const homeTenants: SeedHomeTenant[] = [
  // Its MFA counts here: its guests are compliant without ever registering with us.
  home('nordiq.example', 'Nordiq Assurances', true),
  // An entry, but nothing set in it: the default decides.
  home('lumen-conseil.example', 'Lumen Conseil', null),
  home('pacifica.example', 'Pacifica Freight', false),
  home('atelier-k.example', 'Atelier K', undefined),
];

/** A consumer mail domain: belongs to no Entra tenant, so the look-up answers 404. */
export const consumerDomain = 'courrier.example';

export const defaultInboundTrust = { isMfaAccepted: false, isCompliantDeviceAccepted: false, isHybridAzureADJoinedDeviceAccepted: false };

function home(domain: string, displayName: string, trustsMfa: boolean | null | undefined): SeedHomeTenant {
  return { domain, displayName, tenantId: guidOf('tenant', domain), ...(trustsMfa === undefined ? {} : { trustsMfa }) };
}
