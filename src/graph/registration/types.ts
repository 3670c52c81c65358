import type { NeededPermission } from '../permissions/table.js';

/** How the app is to stand in Entra. */
export interface WantedRegistration {
  displayName: string;
  /** The public host name of the bot. */
  host: string;
  /** Of a registration that exists already, however it is called. */
  appId?: string;
  application: readonly NeededPermission[];
  delegated: readonly NeededPermission[];
  /** Client id of a managed identity that reads the tenant in the app's place. */
  reader?: string;
  /** Gives the permissions at once; else an administrator consents by a link. */
  grant: boolean;
  /** `one`: only where there is none of ours that still holds. */
  secret: 'none' | 'one' | 'another';
}

export interface Registered {
  tenantId: string;
  /** Undefined: it would be made only now, and nothing is written. */
  appId: string | undefined;
  /** Told this once by Entra, and never again. */
  secret: string | undefined;
}

/** Something that a person has to mend before it goes on. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
}
