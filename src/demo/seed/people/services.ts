import { cloudOnly, ours, type SeedPerson } from './person.js';

/** Accounts that no person sits behind. The partner rule counts them all the same. */
export const services: SeedPerson[] = [
  // Excluded through a group in a group in the exclusion group: the thread's ticket and calendar synchronisation.
  {
    key: 'ticketSync',
    displayName: 'Service account - ticket sync',
    userPrincipalName: ours('svc-ticketsync'),
    groups: ['ticketing'],
    methods: [],
  },
  // A multifunction printer that still sends by SMTP.
  {
    key: 'scanner',
    displayName: 'Scanner 3e étage',
    userPrincipalName: ours('svc-scanner'),
    groups: ['mfaExceptions', 'legacyMail'],
    methods: [],
  },
  // Blocked everywhere but in the data centre; there a password is enough.
  {
    key: 'monitoring',
    displayName: 'Service account - monitoring',
    userPrincipalName: ours('svc-monitoring'),
    groups: ['monitoring'],
    methods: [],
  },
  // Under CA001 like anybody: it can be done.
  { key: 'backup', displayName: 'Service account - backup', userPrincipalName: ours('svc-backup'), methods: ['softwareOneTimePasscode'] },
  // Entra Connect; security defaults would exempt it too.
  {
    key: 'connectSync',
    displayName: 'On-Premises Directory Synchronization Service Account',
    userPrincipalName: cloudOnly('Sync_MTL-AADC01_4f1c9e72ab30'),
    methods: [],
  },
  // A shared mailbox whose sign-in was never blocked; only a report-only policy would reach it.
  {
    key: 'billing',
    displayName: 'Facturation',
    userPrincipalName: ours('facturation'),
    isResourceAccount: true,
    groups: ['sharedMailboxes', 'mfaExceptions'],
    methods: [],
  },
  // Shared and room mailboxes as they should be: sign-in blocked.
  ...['info', 'support', 'ventes'].map((name): SeedPerson => ({
    key: `shared-${name}`,
    displayName: `Boîte ${name}`,
    userPrincipalName: ours(name),
    isResourceAccount: true,
    accountEnabled: false,
    groups: ['sharedMailboxes'],
    methods: [],
  })),
  ...['Laurier', 'Mile End'].map((name): SeedPerson => ({
    key: `room-${name}`,
    displayName: `Salle ${name}`,
    userPrincipalName: ours(`salle.${name.toLowerCase().replace(' ', '')}`),
    isResourceAccount: true,
    accountEnabled: false,
    methods: [],
  })),
  // A Teams Room signs in by itself: asked for a compliant device, never for MFA.
  {
    key: 'roomMontRoyal',
    displayName: 'Salle Mont-Royal',
    userPrincipalName: ours('salle.montroyal'),
    isResourceAccount: true,
    groups: ['teamsRooms'],
    methods: [],
  },
  // People who left: disabled, out of every count but not out of their groups.
  ...['Francine Leduc', 'Gilles Ouellet', 'Karim Benali', 'Sandra Kim'].map((name, n): SeedPerson => ({
    key: `left-${n}`,
    displayName: name,
    userPrincipalName: ours(name.toLowerCase().replace(' ', '.')),
    accountEnabled: false,
    methods: [],
  })),
];
