import type { Department } from './company.js';
import { guidOf } from './ids.js';

/** A group; its direct members are the people whose entry names it, plus `contains`, plus whom a rule takes in. */
export interface SeedGroup {
  displayName: string;
  description: string;
  contains?: string[];
  /** A dynamic group: everybody of a department, or every employee. */
  rule?: { department: Department } | 'employees';
  isAssignableToRole?: boolean;
  onPremisesSyncEnabled?: boolean;
  isMicrosoft365?: boolean;
}

export const groups = {
  // Role-assignable, as Microsoft advises for such a group: only privileged administrators may change who is in it.
  breakGlass: { displayName: 'CA-Exclusions - Break glass', description: 'Emergency access accounts', isAssignableToRole: true },
  // The door that everybody forgets: two levels further down sits the ticket connector.
  mfaExceptions: {
    displayName: 'CA-Exclusions - MFA',
    description: 'Excluded from CA001; review every quarter',
    contains: ['integrations'],
  },
  integrations: { displayName: 'Intégrations', description: 'Accounts of third-party products', contains: ['ticketing'] },
  ticketing: { displayName: 'Ticketing connectors', description: 'PSA and ticket synchronisation' },
  legacyMail: { displayName: 'CA-Exclusions - Legacy authentication', description: 'May still use IMAP, POP or SMTP' },
  // Populations with a policy of their own; each of those policies leaves a different gap.
  nocOffice: { displayName: 'NOC Montréal', description: 'Network operations, no prompt in the office' },
  quebecOffice: { displayName: 'Bureau de Québec', description: 'Asked for MFA outside the trusted offices' },
  trainers: { displayName: 'Formateurs', description: 'Trainers; no prompt at the head office except in the training room' },
  auditorium: { displayName: 'Régie de la salle', description: 'Covered by two policies that only together leave no gap' },
  fieldEngineering: {
    displayName: 'Dept - Field Engineering',
    description: 'Dynamic by department',
    rule: { department: 'Field Engineering' },
  },
  contractors: { displayName: 'Contractuels', description: 'External contractors with an account of ours' },
  frontDesk: { displayName: 'Accueil', description: 'Front desk; works in the browser' },
  warehouseTablets: { displayName: 'Entrepôt - tablettes', description: 'Shared tablets of the warehouse' },
  executives: { displayName: 'Comité de direction', description: 'Executive committee' },
  interns: { displayName: 'Stagiaires', description: 'Interns' },
  duoPilot: { displayName: 'Pilote Duo', description: 'Third-party MFA through a custom control, since 2019' },
  termsOfUse: { displayName: 'Bénévoles', description: 'Volunteers of the charity programme' },
  perUserMfa: { displayName: 'Per-user MFA (legacy)', description: 'Still on the MFA page of 2016' },
  sharedMailboxes: { displayName: 'Boîtes partagées', description: 'Shared mailboxes that can still sign in' },
  teamsRooms: { displayName: 'Salles Teams', description: 'Teams Rooms accounts' },
  monitoring: { displayName: 'Svc - Monitoring', description: 'Monitoring probes in the data centre' },
  // Mastered on premises: membership can't be changed in the cloud.
  auroreMigration: { displayName: 'AURORE-Migration', description: 'Synchronised from aurore.example', onPremisesSyncEnabled: true },
  guestPortal: { displayName: 'Invités - portail partenaires', description: 'Guests of the old partner portal' },
  helpdeskAdmins: {
    displayName: 'Role - Helpdesk administrators',
    description: 'Holds the Helpdesk Administrator role',
    isAssignableToRole: true,
  },
  employees: { displayName: 'Tout le personnel', description: 'All employees', rule: 'employees' },
  finance: { displayName: 'Dept - Finance et paie', description: 'Dynamic by department', rule: { department: 'Finance et paie' } },
  serviceDesk: {
    displayName: 'Service Desk',
    description: 'Team of the service desk',
    rule: { department: 'Service Desk' },
    isMicrosoft365: true,
  },
} as const satisfies Record<string, SeedGroup>;

export type GroupKey = keyof typeof groups;
export const groupId = (key: GroupKey): string => guidOf('group', key);

/** Policies still name this group although it was deleted in 2023; Graph answers 404 for it. */
export const deletedGroupId = guidOf('group', 'deleted');
