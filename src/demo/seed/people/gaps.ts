import { ours, smsOnly, type SeedPerson } from './person.js';

/**
 * Employees whom a policy of their own reaches, most with a gap: these are the situations the product exists for.
 * Two Annas and a hostile name are here for what a reply must do with names.
 */
export const gaps: SeedPerson[] = [
  // Trusted-IP exclusion. Carl could activate Exchange Administrator; that would bring him under CA016.
  {
    key: 'carl',
    displayName: 'Carl Nguyen',
    userPrincipalName: ours('carl.nguyen'),
    department: "Centre d'opérations",
    jobTitle: 'Opérateur NOC',
    groups: ['nocOffice'],
  },
  // Administers the Québec unit, but a scoped role brings nobody under a policy for administrators.
  {
    key: 'luc',
    displayName: 'Luc Thibodeau',
    userPrincipalName: ours('luc.thibodeau'),
    department: "Centre d'opérations",
    jobTitle: 'Soutien sur place',
    groups: ['nocOffice'],
  },
  {
    key: 'josee',
    displayName: 'Josée Arsenault',
    userPrincipalName: ours('josee.arsenault'),
    department: "Centre d'opérations",
    jobTitle: 'Opératrice NOC',
    groups: ['nocOffice'],
    methods: smsOnly,
  },
  {
    key: 'bruno',
    displayName: 'Bruno Lemieux',
    userPrincipalName: ours('bruno.lemieux'),
    department: 'Ventes',
    jobTitle: 'Représentant, Québec',
    groups: ['quebecOffice'],
  },
  {
    key: 'helene',
    displayName: "Hélène D'Amours",
    userPrincipalName: ours('helene.damours'),
    department: 'Formation',
    jobTitle: 'Formatrice',
    groups: ['trainers'],
  },
  // Two exclusions that close each other: compliant, although it looks like a gap.
  {
    key: 'yves',
    displayName: 'Yves Castonguay',
    userPrincipalName: ours('yves.castonguay'),
    department: 'Formation',
    jobTitle: 'Régisseur',
    groups: ['auditorium'],
  },
  // Device-compliance alternative; the dynamic group takes them in by department.
  {
    key: 'malik',
    displayName: 'Malik Traoré',
    userPrincipalName: ours('malik.traore'),
    department: 'Field Engineering',
    jobTitle: 'Field engineer',
  },
  {
    key: 'siobhan',
    displayName: "Siobhán O'Connell",
    userPrincipalName: ours('siobhan.oconnell'),
    department: 'Field Engineering',
    jobTitle: 'Field engineer',
  },
  // One of two Annas: "why is Anna flagged?" has to ask back.
  {
    key: 'annaKowalska',
    displayName: 'Anna Kowalska',
    userPrincipalName: ours('anna.kowalska'),
    department: 'Projets',
    jobTitle: 'Consultante externe',
    groups: ['contractors'],
  },
  {
    key: 'annaBergeron',
    displayName: 'Anna Bergeron',
    userPrincipalName: ours('anna.bergeron'),
    department: 'Finance et paie',
    jobTitle: 'Chef comptable',
  },
  // The ordinary user of the personas; desktop clients are wide open.
  {
    key: 'bob',
    displayName: 'Bob Lavoie',
    userPrincipalName: ours('bob.lavoie'),
    department: 'Ventes',
    jobTitle: 'Accueil',
    groups: ['frontDesk'],
    methods: smsOnly,
  },
  {
    key: 'gaetan',
    displayName: 'Gaëtan Pelletier',
    userPrincipalName: ours('gaetan.pelletier'),
    department: 'Entrepôt',
    jobTitle: 'Magasinier',
    groups: ['warehouseTablets'],
    methods: [],
  },
  // The chief executive, "because he's travelling": only risky sign-ins are asked.
  {
    key: 'pierreLuc',
    displayName: 'Pierre-Luc Beauchemin',
    userPrincipalName: ours('pierre-luc.beauchemin'),
    department: 'Direction',
    jobTitle: 'Président-directeur général',
    groups: ['executives'],
  },
  {
    key: 'chloe',
    displayName: 'Chloé Marchand',
    userPrincipalName: ours('chloe.marchand'),
    department: 'Marketing',
    jobTitle: 'Stagiaire',
    groups: ['interns'],
    methods: [],
  },
  {
    key: 'sven',
    displayName: 'Sven Håkansson',
    userPrincipalName: ours('sven.hakansson'),
    department: 'Projets',
    jobTitle: 'Architecte',
    groups: ['duoPilot'],
    methods: [],
  },
  {
    key: 'rosalie',
    displayName: 'Rosalie Paquin',
    userPrincipalName: ours('rosalie.paquin'),
    department: 'Ressources humaines',
    jobTitle: 'Coordonnatrice bénévole',
    groups: ['termsOfUse'],
  },
  // A display name is foreign text: markup, templates, functions and direction marks must all arrive as plain letters.
  {
    key: 'hostile',
    userPrincipalName: ours('robert.tables'),
    department: 'Marketing',
    displayName:
      '**Robert** <img src=x onerror=alert(1)> ${$root.secret} {{DATE(2026-01-01,SHORT)}} [gagner](http://evil.example) \u202Egnp.exe <at>everyone</at>',
  },
];
