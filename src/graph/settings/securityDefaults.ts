import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import { sendWrite } from '../client/write.js';
import { decodeSecurityDefaults } from '../decode/tenant.js';
import type { SettingKind } from './kind.js';
import { outcomeOf, said, type Hint, type WriteRights } from './outcome.js';
import { outcome } from './reading.js';

export const RIGHTS: WriteRights = { permission: 'Policy.ReadWrite.SecurityDefaults', role: 'Conditional Access Administrator' };

/** Security defaults of the tenant: true or false. */
export const securityDefaults: SettingKind<'securityDefaults'> = {
  async read(graph, asked, until) {
    const answer = await outcome(async () => decodeSecurityDefaults(await graph.get({ ...calls.securityDefaults, ...(until !== undefined && { until }) })));
    return asked.map(() => answer);
  },

  async write(graph, targets, until) {
    const outcomes = [];
    for (const { value } of targets) {
      const write = { method: 'PATCH' as const, path: calls.securityDefaults.path, body: { isEnabled: value }, isRepeatable: true };
      outcomes.push(outcomeOf(await sendWrite(graph, { family: 'directory', until }, write), RIGHTS, value === true ? besideConditionalAccess : undefined));
    }
    return outcomes;
  },
};

/** The one thing that is wrong with `isEnabled: true` for Graph; its words for it are undocumented. */
const besideConditionalAccess: Hint = (error: GraphError) => (error.status === 400 || error.status === 409
  ? `Graph refused security defaults (${said(error)}): they can't be on beside enabled Conditional Access policies; switch those off first, or keep them instead.`
  : undefined);
