import { guidOf } from './ids.js';

/** The invented company: a managed-service partner in Montréal. Nothing here names a real tenant. */
export const company = {
  tenantId: guidOf('tenant', 'borealis'),
  displayName: 'Boréalis Services Gérés',
  city: 'Montréal',
  createdDateTime: '2013-04-08T13:22:41Z',
} as const;

export const primaryDomain = 'borealis.example';
export const initialDomain = 'borealisgeres.onmicrosoft.com';
export const federatedDomain = 'aurore.example';

export interface SeedDomain {
  id: string;
  authenticationType: 'Managed' | 'Federated';
  isDefault: boolean;
  isInitial: boolean;
  federatedIdpMfaBehavior?: string;
}

export const domains: SeedDomain[] = [
  { id: primaryDomain, authenticationType: 'Managed', isDefault: true, isInitial: false },
  { id: initialDomain, authenticationType: 'Managed', isDefault: false, isInitial: true },
  // The company bought in 2024 still signs in at its own AD FS; whatever MFA that does is invisible from here.
  {
    id: federatedDomain,
    authenticationType: 'Federated',
    isDefault: false,
    isInitial: false,
    federatedIdpMfaBehavior: 'acceptIfMfaDoneByFederatedIdp',
  },
];

export const departments = [
  "Centre d'opérations",
  'Service Desk',
  'Projets',
  'Sécurité',
  'Ventes',
  'Marketing',
  'Finance et paie',
  'Ressources humaines',
  'Formation',
  'Entrepôt',
  'Field Engineering',
  'Direction',
] as const;
export type Department = (typeof departments)[number];
