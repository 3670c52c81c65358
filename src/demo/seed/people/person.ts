import { federatedDomain, initialDomain, primaryDomain, type Department } from '../company.js';
import type { GroupKey } from '../groups.js';

/** One account of the seed. What is left out is the ordinary case: an enabled, licensed employee with the Authenticator app. */
export interface SeedPerson {
  /** Stable name that ids derive from. */
  key: string;
  displayName: string;
  userPrincipalName: string;
  department?: Department;
  jobTitle?: string;
  accountEnabled?: boolean;
  userType?: 'Member' | 'Guest';
  /** As the registration report names them; empty = nothing registered. Default: push and one-time codes. */
  methods?: string[];
  perUserMfaState?: 'disabled' | 'enabled' | 'enforced';
  /** Groups that name this account as a direct member. */
  groups?: GroupKey[];
  isResourceAccount?: boolean;
  onPremisesSyncEnabled?: boolean;
  /** The address at home, for accounts invited from elsewhere. */
  homeMail?: string;
}

export const ours = (name: string): string => `${name}@${primaryDomain}`;
export const cloudOnly = (name: string): string => `${name}@${initialDomain}`;
export const atAurore = (name: string): string => `${name}@${federatedDomain}`;
/** The UPN that Entra gives to an invited account. */
export const invited = (mail: string): string => `${mail.replace('@', '_')}#EXT#@${initialDomain}`;

export const push = ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];
export const smsOnly = ['mobilePhone'];
export const securityKey = ['fido2SecurityKey', 'passKeyDeviceBound'];
