import { z } from 'zod';
import { guid, read, type Environment } from './values.js';

/** Who may change the tenant, with whose rights, and when a second person has to agree. */
export interface EnforcementConfig {
  /** With a real tenant in Teams: the person's own rights (`delegated`), or the application's. */
  writes: 'delegated' | 'application';
  /** The Azure Bot's OAuth connection that signs people in to Graph; needed for `delegated`. */
  oauthConnectionName: string | undefined;
  /** Template ids of the Entra roles that may press a button. */
  enforceRoles: readonly string[];
  ticketRoles: readonly string[];
  /** Members may do both, whatever their roles. */
  operatorsGroupId: string | undefined;
  /** A plan for more accounts than this needs a second person; so do admin accounts and tenant-wide changes. */
  approvalAbove: number;
  approvals: 'on' | 'off';
  /** Who the simulator's person is, in a real tenant: an address or an id. */
  simulatorUser: string | undefined;
}

/** Global, Conditional Access, Authentication Policy, Privileged Authentication, Security Administrator (Entra built-in roles). */
const ENFORCE_ROLES = [
  '62e90394-69f5-4237-9190-012177145e10', 'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9', '0526716b-113d-4c15-b2c8-68e3c22b9f80',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13', '194ae4cb-b126-40b2-bd5b-6091b380977d',
];
const HELPDESK_ADMINISTRATOR = '729827e3-9c14-49f7-bb1b-9608f156bbb8';

export function enforcementConfig(values: Environment): EnforcementConfig {
  const enforceRoles = read(values, 'ENFORCE_ROLES', roleIds) ?? ENFORCE_ROLES;
  return {
    writes: read(values, 'GRAPH_WRITES', z.enum(['delegated', 'application'], 'must be `delegated` or `application`')) ?? 'delegated',
    oauthConnectionName: values.OAUTH_CONNECTION_NAME,
    enforceRoles,
    ticketRoles: read(values, 'TICKET_ROLES', roleIds) ?? [...enforceRoles, HELPDESK_ADMINISTRATOR],
    operatorsGroupId: read(values, 'OPERATORS_GROUP_ID', guid),
    approvalAbove: read(values, 'APPROVAL_ABOVE', count) ?? 20,
    approvals: read(values, 'APPROVALS', z.enum(['on', 'off'], 'must be `on` or `off`')) ?? 'on',
    simulatorUser: values.SIMULATOR_USER,
  };
}

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const roleIds = z.string()
  .regex(new RegExp(`^${ID}(?:[\\s,]+${ID})*$`, 'i'), 'must be template ids of Entra roles, separated by commas (see the list of built-in roles in the Entra documentation)')
  .transform((value) => value.toLowerCase().split(/[\s,]+/));
const count = z.string().regex(/^\d{1,6}$/, 'must be a number of accounts, such as 20').transform(Number);
