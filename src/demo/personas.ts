import { company } from './seed/company.js';
import { accountId, people } from './seed/people/index.js';

/** Somebody to be in the demo. The ids are those of the seed, the same on every machine. */
export interface Persona {
  aadObjectId: string;
  displayName: string;
  userPrincipalName: string;
}

export const tenantId: string = company.tenantId;

/** Conditional Access, Groups and Authentication Policy Administrator: who a visitor is. */
export const demoPersona = persona('dana');

export const otherPersonas = {
  /** Global Administrator: the second person of an approval. */
  approver: persona('etienne'),
  /** Helpdesk Administrator through a group: tickets yes, enforcing no. */
  helpdesk: persona('priya'),
  /** Global Reader: sees everything, changes nothing. */
  auditor: persona('maria'),
  /** No role, and not compliant. */
  employee: persona('bob'),
  guest: persona('jonas.lindqvist'),
};

function persona(key: string): Persona {
  const { displayName, userPrincipalName } = people.find((each) => each.key === key)!;
  return { aadObjectId: accountId(key), displayName, userPrincipalName };
}
