import type { TenantEdit } from '../../engine/index.js';
import type { Graph } from '../client/graph.js';
import { perUserMfa } from './perUserMfa.js';
import type { PolicyEdit } from './policyEdits.js';
import type { Resolution } from './resolution.js';
import { resolveMemberships } from './resolveMemberships.js';
import { resolvePolicies } from './resolvePolicies.js';
import { resolveValues } from './resolveValues.js';
import { securityDefaults } from './securityDefaults.js';
import type { Resolver } from './types.js';

export interface ResolverOptions {
  /**
   * Whether who will write may change members of role-assignable groups: Privileged Role or Global Administrator, and
   * `RoleManagement.ReadWrite.Directory`. Default: no.
   */
  mayChangeRoleGroups?: boolean;
}

/** Reads with the rights of `graph`; a plan for 20 accounts takes a handful of requests. */
export function createResolver(graph: Graph, { mayChangeRoleGroups = false }: ResolverOptions = {}): Resolver {
  return {
    async resolve(snapshot, edits) {
      const of = <K extends TenantEdit['kind']>(...kinds: K[]) => edits.filter((edit): edit is Extract<TenantEdit, { kind: K }> => (kinds as string[]).includes(edit.kind));
      const parts = await Promise.all([
        resolvePolicies(graph, snapshot, edits.filter(isPolicyEdit)),
        resolveMemberships(graph, snapshot, of('removeFromGroup', 'addToGroup'), mayChangeRoleGroups),
        resolveValues(graph, snapshot, perUserMfa, of('setPerUserMfa').map((edit) =>
          ({ edit, ref: { kind: 'perUserMfa', accountId: edit.accountId }, after: edit.state, accountIds: [edit.accountId] }))),
        resolveValues(graph, snapshot, securityDefaults, of('setSecurityDefaults').map((edit) =>
          ({ edit, ref: { kind: 'securityDefaults' }, after: edit.enabled, accountIds: [] }))),
      ]);
      return joined(parts);
    },
  };
}

const isPolicyEdit = (edit: TenantEdit): edit is PolicyEdit => !['removeFromGroup', 'addToGroup', 'setPerUserMfa', 'setSecurityDefaults'].includes(edit.kind);

/** Throws the first failure where every kind that was asked for failed. */
function joined(parts: Resolution[]) {
  const asked = parts.filter(({ changes, impossible }) => changes.length + impossible.length > 0);
  const [failure] = asked.map((part) => part.failure);
  if (failure && asked.every((part) => part.failure)) throw failure;
  return {
    changes: parts.flatMap(({ changes }) => changes), impossible: parts.flatMap(({ impossible }) => impossible), effects: parts.flatMap(({ effects }) => effects),
  };
}

