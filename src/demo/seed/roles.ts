import { guidOf } from './ids.js';
import type { GroupKey } from './groups.js';

/** Template ids of the built-in roles that occur here (the same in every tenant). */
export const roles = {
  'Global Administrator': '62e90394-69f5-4237-9190-012177145e10',
  'Privileged Role Administrator': 'e8611ab8-c189-46e8-94e1-60213ab1f814',
  'Privileged Authentication Administrator': '7be44c8a-adaf-4e2a-84d6-ab2649e08a13',
  'Authentication Administrator': 'c4e39bd9-1100-46d3-8c65-fb160da0071f',
  'Authentication Policy Administrator': '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  'Conditional Access Administrator': 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9',
  'Security Administrator': '194ae4cb-b126-40b2-bd5b-6091b380977d',
  'Security Reader': '5d6b6bb7-de71-4623-b4af-96380a352509',
  'Global Reader': 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
  'Groups Administrator': 'fdd7a751-b60b-444a-984c-02652fe8fa1c',
  'User Administrator': 'fe930be7-5e62-47db-91af-98c3a49a38b1',
  'Helpdesk Administrator': '729827e3-9c14-49f7-bb1b-9608f156bbb8',
  'Exchange Administrator': '29232cdf-9323-42fd-ade2-1d097af3e4de',
  'SharePoint Administrator': 'f28a1f50-f6e7-4571-818b-6a12f2af6b6c',
  'Billing Administrator': 'b0f54661-2d74-4c50-afa3-1ec803f12efe',
  'Application Administrator': '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3',
  'Directory Synchronization Accounts': 'd29b2b05-8046-44ba-8758-1e26182fcf32',
} as const;
export type RoleName = keyof typeof roles;

export interface SeedAssignment {
  role: RoleName;
  account?: string;
  group?: GroupKey;
  /** Default: the whole tenant. */
  scope?: string;
}

const quebecUnit = `/administrativeUnits/${guidOf('administrativeUnit', 'quebec')}`;

export const assignments: SeedAssignment[] = [
  { role: 'Global Administrator', account: 'etienne' },
  { role: 'Global Administrator', account: 'breakGlass1' },
  { role: 'Global Administrator', account: 'breakGlass2' },
  // Nobody took the role away when the account was switched off: a sleeping bypass.
  { role: 'Global Administrator', account: 'disabledAdmin' },
  { role: 'Conditional Access Administrator', account: 'dana' },
  { role: 'Groups Administrator', account: 'dana' },
  { role: 'Authentication Policy Administrator', account: 'dana' },
  { role: 'Global Reader', account: 'maria' },
  { role: 'Security Administrator', account: 'noemie' },
  { role: 'Exchange Administrator', account: 'marcAndre' },
  { role: 'Billing Administrator', account: 'annaBergeron' },
  // Held by a group: its members are administrators although no assignment names them.
  { role: 'Helpdesk Administrator', group: 'helpdeskAdmins' },
  // Scoped to an administrative unit: Conditional Access doesn't see it.
  { role: 'User Administrator', account: 'luc', scope: quebecUnit },
  { role: 'Directory Synchronization Accounts', account: 'connectSync' },
];

/** PIM: may activate, holds nothing now. */
export const eligibilities: SeedAssignment[] = [
  { role: 'Exchange Administrator', account: 'carl' },
  { role: 'Global Administrator', account: 'noemie' },
  { role: 'Security Administrator', account: 'dana' },
];
