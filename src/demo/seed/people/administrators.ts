import { cloudOnly, ours, push, securityKey, type SeedPerson } from './person.js';

/** Holders of roles (assigned in roles.ts), the emergency accounts and the people a visitor plays. */
export const administrators: SeedPerson[] = [
  // The person in the simulator: Conditional Access, Groups and Authentication Policy Administrator.
  {
    key: 'dana',
    displayName: 'Dana Whitfield',
    userPrincipalName: ours('dana.whitfield'),
    department: 'Sécurité',
    jobTitle: 'Responsable identité et accès',
    methods: [...push, ...securityKey],
  },
  // The second pair of eyes for changes that need an approval.
  {
    key: 'etienne',
    displayName: 'Étienne Gauthier',
    userPrincipalName: ours('etienne.gauthier'),
    department: 'Direction',
    jobTitle: 'Directeur des TI',
    methods: [...push, ...securityKey],
  },
  // Eligible for Global Administrator through PIM; Security Administrator all day.
  {
    key: 'noemie',
    displayName: 'Noémie Charbonneau',
    userPrincipalName: ours('noemie.charbonneau'),
    department: 'Sécurité',
    jobTitle: 'Analyste sécurité',
  },
  // Administrator only through a group that holds the role.
  {
    key: 'priya',
    displayName: 'Priya Raman',
    userPrincipalName: ours('priya.raman'),
    department: 'Service Desk',
    jobTitle: 'Chef du centre de services',
    groups: ['helpdeskAdmins'],
  },
  {
    key: 'olivier',
    displayName: 'Olivier Desrosiers',
    userPrincipalName: ours('olivier.desrosiers'),
    department: 'Service Desk',
    jobTitle: 'Technicien niveau 2',
    groups: ['helpdeskAdmins'],
  },
  // Reads everything, may change nothing.
  {
    key: 'maria',
    displayName: 'Maria Fontaine',
    userPrincipalName: ours('maria.fontaine'),
    department: 'Finance et paie',
    jobTitle: 'Auditrice interne',
  },
  // Named in `excludeUsers` of both policies that would reach an Exchange Administrator: the worst account of the list.
  {
    key: 'marcAndre',
    displayName: 'Marc-André Vaillancourt',
    userPrincipalName: ours('marc-andre.vaillancourt'),
    department: "Centre d'opérations",
    jobTitle: 'Administrateur Exchange',
  },
  // The emergency account that nobody made a policy for: excluded everywhere.
  { key: 'breakGlass1', displayName: 'Break Glass 1', userPrincipalName: cloudOnly('breakglass1'), groups: ['breakGlass'], methods: [] },
  // The emergency account as it should be: out of the common policies, in a phishing-resistant one of its own.
  {
    key: 'breakGlass2',
    displayName: 'Break Glass 2',
    userPrincipalName: cloudOnly('breakglass2'),
    groups: ['breakGlass'],
    methods: securityKey,
  },
  // The thread's question 3: a disabled administrator kept for emergencies, waiting in an exclusion group.
  {
    key: 'disabledAdmin',
    displayName: 'Admin Secours (désactivé)',
    userPrincipalName: cloudOnly('admin.secours'),
    accountEnabled: false,
    groups: ['mfaExceptions'],
    methods: [],
  },
];
