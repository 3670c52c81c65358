import { atAurore, ours, push, smsOnly, type SeedPerson } from './person.js';

/** Employees whose MFA isn't a matter of Conditional Access alone: per-user MFA, federation. */
export const otherMechanisms: SeedPerson[] = [
  // Per-user MFA: enforced; enforced with app passwords; enabled; enabled with legacy clients still let in.
  {
    key: 'ginette',
    displayName: 'Ginette Robitaille',
    userPrincipalName: ours('ginette.robitaille'),
    department: 'Finance et paie',
    perUserMfaState: 'enforced',
    groups: ['perUserMfa'],
  },
  {
    key: 'normand',
    displayName: 'Normand Gervais',
    userPrincipalName: ours('normand.gervais'),
    department: 'Ventes',
    perUserMfaState: 'enforced',
    groups: ['perUserMfa', 'legacyMail'],
    methods: smsOnly,
  },
  {
    key: 'solange',
    displayName: 'Solange Mercier',
    userPrincipalName: ours('solange.mercier'),
    department: 'Ventes',
    perUserMfaState: 'enabled',
    groups: ['perUserMfa'],
  },
  {
    key: 'raymond',
    displayName: 'Raymond Cloutier',
    userPrincipalName: ours('raymond.cloutier'),
    department: 'Ventes',
    perUserMfaState: 'enabled',
    groups: ['perUserMfa', 'legacyMail'],
    methods: [],
  },
  // Federated: three where Entra leaves the gap to AD FS, two under CA001 like everybody.
  {
    key: 'ines',
    displayName: 'Inès Belhadj',
    userPrincipalName: atAurore('ines.belhadj'),
    department: 'Projets',
    onPremisesSyncEnabled: true,
    groups: ['auroreMigration'],
    methods: [],
  },
  {
    key: 'tomasz',
    displayName: 'Tomasz Wiśniewski',
    userPrincipalName: atAurore('tomasz.wisniewski'),
    department: 'Projets',
    onPremisesSyncEnabled: true,
    groups: ['auroreMigration'],
    methods: [],
  },
  {
    key: 'leila',
    displayName: 'Leïla Haddad',
    userPrincipalName: atAurore('leila.haddad'),
    department: 'Projets',
    onPremisesSyncEnabled: true,
    groups: ['auroreMigration'],
    methods: [],
  },
  {
    key: 'jacques',
    displayName: 'Jacques Dufour',
    userPrincipalName: atAurore('jacques.dufour'),
    department: 'Projets',
    onPremisesSyncEnabled: true,
    methods: push,
  },
  {
    key: 'zoe',
    displayName: 'Zoé Lacasse',
    userPrincipalName: atAurore('zoe.lacasse'),
    department: 'Marketing',
    onPremisesSyncEnabled: true,
    methods: push,
  },
];
