import { atAurore, ours, push, smsOnly, type SeedPerson } from './person.js';

/** Employees in the situations the product exists for: most can sign in somewhere without MFA. */
export const gaps: SeedPerson[] = [
  // Trusted-IP exclusion. Carl could activate Exchange Administrator; that would bring him under CA016.
  { key: 'carl', displayName: 'Carl Nguyen', userPrincipalName: ours('carl.nguyen'), department: "Centre d'opérations", jobTitle: 'Opérateur NOC', groups: ['nocOffice'] },
  // Administers the Québec unit, but a scoped role brings nobody under a policy for administrators.
  { key: 'luc', displayName: 'Luc Thibodeau', userPrincipalName: ours('luc.thibodeau'), department: "Centre d'opérations", jobTitle: 'Soutien sur place', groups: ['nocOffice'] },
  { key: 'josee', displayName: 'Josée Arsenault', userPrincipalName: ours('josee.arsenault'), department: "Centre d'opérations", jobTitle: 'Opératrice NOC', groups: ['nocOffice'], methods: smsOnly },
  { key: 'bruno', displayName: 'Bruno Lemieux', userPrincipalName: ours('bruno.lemieux'), department: 'Ventes', jobTitle: 'Représentant, Québec', groups: ['quebecOffice'] },
  { key: 'helene', displayName: "Hélène D'Amours", userPrincipalName: ours('helene.damours'), department: 'Formation', jobTitle: 'Formatrice', groups: ['trainers'] },
  // Two exclusions that close each other: compliant, although it looks like a gap.
  { key: 'yves', displayName: 'Yves Castonguay', userPrincipalName: ours('yves.castonguay'), department: 'Formation', jobTitle: 'Régisseur', groups: ['auditorium'] },
  // Device-compliance alternative; the dynamic group takes them in by department.
  { key: 'malik', displayName: 'Malik Traoré', userPrincipalName: ours('malik.traore'), department: 'Field Engineering', jobTitle: 'Field engineer' },
  { key: 'siobhan', displayName: "Siobhán O'Connell", userPrincipalName: ours('siobhan.oconnell'), department: 'Field Engineering', jobTitle: 'Field engineer' },
  // One of two Annas: "why is Anna flagged?" has to ask back.
  { key: 'annaKowalska', displayName: 'Anna Kowalska', userPrincipalName: ours('anna.kowalska'), department: 'Projets', jobTitle: 'Consultante externe', groups: ['contractors'] },
  { key: 'annaBergeron', displayName: 'Anna Bergeron', userPrincipalName: ours('anna.bergeron'), department: 'Finance et paie', jobTitle: 'Chef comptable' },
  // The ordinary user of the personas; desktop clients are wide open.
  { key: 'bob', displayName: 'Bob Lavoie', userPrincipalName: ours('bob.lavoie'), department: 'Ventes', jobTitle: 'Accueil', groups: ['frontDesk'], methods: smsOnly },
  { key: 'gaetan', displayName: 'Gaëtan Pelletier', userPrincipalName: ours('gaetan.pelletier'), department: 'Entrepôt', jobTitle: 'Magasinier', groups: ['warehouseTablets'], methods: [] },
  // The chief executive, "because he's travelling": only risky sign-ins are asked.
  { key: 'pierreLuc', displayName: 'Pierre-Luc Beauchemin', userPrincipalName: ours('pierre-luc.beauchemin'), department: 'Direction', jobTitle: 'Président-directeur général', groups: ['executives'] },
  { key: 'chloe', displayName: 'Chloé Marchand', userPrincipalName: ours('chloe.marchand'), department: 'Marketing', jobTitle: 'Stagiaire', groups: ['interns'], methods: [] },
  { key: 'sven', displayName: 'Sven Håkansson', userPrincipalName: ours('sven.hakansson'), department: 'Projets', jobTitle: 'Architecte', groups: ['duoPilot'], methods: [] },
  { key: 'rosalie', displayName: 'Rosalie Paquin', userPrincipalName: ours('rosalie.paquin'), department: 'Ressources humaines', jobTitle: 'Coordonnatrice bénévole', groups: ['termsOfUse'] },
  // Per-user MFA: enforced; enforced with app passwords; enabled; enabled with legacy clients still let in.
  { key: 'ginette', displayName: 'Ginette Robitaille', userPrincipalName: ours('ginette.robitaille'), department: 'Finance et paie', perUserMfaState: 'enforced', groups: ['perUserMfa'] },
  { key: 'normand', displayName: 'Normand Gervais', userPrincipalName: ours('normand.gervais'), department: 'Ventes', perUserMfaState: 'enforced', groups: ['perUserMfa', 'legacyMail'], methods: smsOnly },
  { key: 'solange', displayName: 'Solange Mercier', userPrincipalName: ours('solange.mercier'), department: 'Ventes', perUserMfaState: 'enabled', groups: ['perUserMfa'] },
  { key: 'raymond', displayName: 'Raymond Cloutier', userPrincipalName: ours('raymond.cloutier'), department: 'Ventes', perUserMfaState: 'enabled', groups: ['perUserMfa', 'legacyMail'], methods: [] },
  // Federated: three where Entra leaves the gap to AD FS, two under CA001 like everybody.
  { key: 'ines', displayName: 'Inès Belhadj', userPrincipalName: atAurore('ines.belhadj'), department: 'Projets', onPremisesSyncEnabled: true, groups: ['auroreMigration'], methods: [] },
  { key: 'tomasz', displayName: 'Tomasz Wiśniewski', userPrincipalName: atAurore('tomasz.wisniewski'), department: 'Projets', onPremisesSyncEnabled: true, groups: ['auroreMigration'], methods: [] },
  { key: 'leila', displayName: 'Leïla Haddad', userPrincipalName: atAurore('leila.haddad'), department: 'Projets', onPremisesSyncEnabled: true, groups: ['auroreMigration'], methods: [] },
  { key: 'jacques', displayName: 'Jacques Dufour', userPrincipalName: atAurore('jacques.dufour'), department: 'Projets', onPremisesSyncEnabled: true, methods: push },
  { key: 'zoe', displayName: 'Zoé Lacasse', userPrincipalName: atAurore('zoe.lacasse'), department: 'Marketing', onPremisesSyncEnabled: true, methods: push },
  // A display name is foreign text: markup, templates, functions and direction marks must all arrive as plain letters.
  {
    key: 'hostile', userPrincipalName: ours('robert.tables'), department: 'Marketing',
    displayName: '**Robert** <img src=x onerror=alert(1)> ${$root.secret} {{DATE(2026-01-01,SHORT)}} [gagner](http://evil.example) \u202Egnp.exe <at>everyone</at>',
  },
];
