import { consumerDomain } from '../partners.js';
import { invited, ours, push, type SeedPerson } from './person.js';

/** Accounts of other organisations, and two that only look like it. */
export const guests: SeedPerson[] = [
  // Home tenant trusted: they do MFA at home and never register here.
  ...['jonas.lindqvist', 'elsa.nyberg', 'mikael.strand', 'oskar.falk'].map((name) => guest(name, 'nordiq.example', [])),
  // A partner entry that sets nothing: the default (no trust) decides, so they registered here.
  ...['claire.aubert', 'julien.moreau'].map((name) => guest(name, 'lumen-conseil.example', push)),
  ...['grace.tanaka', 'ben.ortiz'].map((name) => guest(name, 'pacifica.example', ['mobilePhone'])),
  guest('katia.roussel', 'atelier-k.example', []),
  // A consumer address: no home tenant can be found, MFA is done here.
  guest('jp.roy', consumerDomain, push),
  // Left out of the guest policy through the old portal's group: no sign-in asks for MFA.
  guest('victor.almeida', 'pacifica.example', [], { groups: ['guestPortal'] }),
  // Invited, then made a member: the guest policy isn't what covers it.
  guest('sara.lindgren', 'nordiq.example', push, { userType: 'Member' }),
  // A guest by type with an account of ours: CA001 leaves internal guests out and CA017 forgets them.
  {
    key: 'internalGuest',
    displayName: 'Consultant ISO (interne)',
    userPrincipalName: ours('consultant.iso'),
    userType: 'Guest',
    methods: [],
  },
];

function guest(name: string, domain: string, methods: string[], more: Partial<SeedPerson> = {}): SeedPerson {
  const homeMail = `${name}@${domain}`;
  return { key: name, displayName: properName(name), userPrincipalName: invited(homeMail), userType: 'Guest', homeMail, methods, ...more };
}

function properName(name: string): string {
  return name
    .split('.')
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join(' ');
}
