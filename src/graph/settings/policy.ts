import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { readList } from '../client/pages.js';
import { sendWrite } from '../client/write.js';
import { needObject, text, type Json } from '../decode/json.js';
import type { SettingKind } from './kind.js';
import { outcomeOf, said, type Hint, type WriteRights } from './outcome.js';
import { partsAt, patchOf } from './policyParts.js';
import { readError } from './reading.js';
import type { PolicyParts, ReadOutcome, SettingValue } from './types.js';

export const RIGHTS: WriteRights = {
  permission: 'Policy.ReadWrite.ConditionalAccess', beside: ['Policy.Read.All', 'Application.Read.All'], role: 'Conditional Access Administrator',
};
/** What the pace of the service costs each policy, and a little more, for other apps use up the same second. */
const TURN_MS = 1_500;
const path = (id: string): string => `/identity/conditionalAccess/policies/${encodeURIComponent(id)}`;

/** Parts of Conditional Access policies. */
export const policy: SettingKind<'policy'> = {
  async read(graph, asked, until) {
    try {
      const policies = await readPolicies(graph, until);
      return asked.map(({ ref, before }) => partsOf(policies.get(ref.policyId), Object.keys(partsIn(before))));
    } catch (cause) {
      const error = readError(cause);
      return asked.map(() => ({ error }));
    }
  },

  /** One after the other: the service takes one request a second, so each that waits its turn has that much longer. */
  async write(graph, targets, until) {
    const outcomes = [];
    for (const [index, { ref, value }] of targets.entries()) {
      const write = { method: 'PATCH' as const, path: path(ref.policyId), body: patchOf(partsIn(value)), isRepeatable: true };
      outcomes.push(outcomeOf(await sendWrite(graph, { family: 'conditionalAccess', until: until + index * TURN_MS }, write), RIGHTS, hintFor(value)));
    }
    return outcomes;
  },
};

/** Every policy as Graph returns it, by id: one request for any number of them, for each costs a second of the whole tenant. */
export async function readPolicies(graph: Graph, until?: number): Promise<Map<string, Json>> {
  const rows = await readList(graph, { ...calls.conditionalAccessPolicies, ...(until !== undefined && { until }) });
  return new Map(rows.map((row) => needObject(row, 'a policy')).map((row) => [text(row['id']) ?? '', row]));
}

function partsOf(found: Json | undefined, paths: string[]): ReadOutcome {
  if (found) return { value: partsAt(found, paths) };
  return { error: new GraphError({ status: 404, code: 'PolicyNotListed', detail: 'the policy is not among those of the tenant' }) };
}

const partsIn = (value: SettingValue): PolicyParts => (typeof value === 'object' ? value : {});

/** A tenant without a licence is told apart by code; a policy that can't be on beside security defaults by what was asked. */
const hintFor = (value: SettingValue): Hint => (error) => {
  if (error.code === 'AccessDenied') return `Graph refused the change (${said(error)}): the tenant's licences don't include Conditional Access (Microsoft Entra ID P1).`;
  if (error.status !== 400 || partsIn(value)['state'] !== 'enabled') return undefined;
  return `Graph refused to switch the policy on (${said(error)}): that can't be done while security defaults are on; switch them off first, then scan again.`;
};
