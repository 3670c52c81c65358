import type { TenantEdit } from '../engine/index.js';
import { whatIf } from '../findings/index.js';
import { readChange } from './changeWords.js';
import { Unclear, WhatIfNames } from './whatIfNames.js';
import type { Scan, SupposedChange, WhatIfOutcome } from './types.js';

const EXAMPLES = ['exclude the location "Head office"', 'enable the policy "CA007"', 'enable security defaults'];

/** What would change; nothing is carried out. Text such as `enable CA007` is read by the same rules as slots. */
export function supposeChange(scan: Scan, change: Partial<SupposedChange> | string): WhatIfOutcome {
  const said = typeof change === 'string' ? readChange(change) : change;
  try {
    const edits = editsOf(said, new WhatIfNames(scan));
    return { kind: 'result', edits, result: whatIf(scan.snapshot, edits, scan.report) };
  } catch (problem) {
    if (problem instanceof Unclear) return { kind: 'unclear', question: problem.message, slot: problem.slot, choices: problem.choices };
    throw problem;
  }
}

function editsOf(said: Partial<SupposedChange>, names: WhatIfNames): TenantEdit[] {
  if (!said.change) throw new Unclear('Which change do you mean? For example:', 'change', EXAMPLES);
  return EDITS[said.change](said, names);
}

const EDITS: Record<SupposedChange['change'], (said: Partial<SupposedChange>, names: WhatIfNames) => TenantEdit[]> = {
  'exclude-location': ({ location, policy }, names) => [{ kind: 'excludeLocation', ...names.from(policy), locationId: names.location(location) }],
  'exclude-group': ({ group, policy }, names) => [{ kind: 'excludeGroup', ...names.from(policy), groupId: names.group(group) }],
  'exclude-user': ({ user, policy }, names) => [{ kind: 'excludeUser', ...names.from(policy), accountId: names.user(user) }],
  exclude: (said, names) => EDITS[names.kindOf(said.thing)](whereItIs(said), names),
  'enable-policy': ({ policy }, names) => [{ kind: 'setPolicyState', policyId: names.policy(policy), state: 'enabled' }],
  'disable-policy': ({ policy }, names) => [{ kind: 'setPolicyState', policyId: names.policy(policy), state: 'disabled' }],
  'enable-security-defaults': () => [{ kind: 'setSecurityDefaults', enabled: true }],
  'disable-security-defaults': () => [{ kind: 'setSecurityDefaults', enabled: false }],
  'drop-exclusion': ({ thing, policy }, names) => names.exclusions(thing, policy),
  'remove-from-group': ({ user, group }, names) => [{ kind: 'removeFromGroup', accountId: names.user(user), groupId: names.group(group) }],
  'add-to-group': ({ user, group }, names) => [{ kind: 'addToGroup', accountId: names.user(user), groupId: names.group(group) }],
  'require-mfa': ({ policy }, names) => [{ kind: 'requireMfa', policyId: names.policy(policy) }],
};

const whereItIs = ({ thing, ...said }: Partial<SupposedChange>): Partial<SupposedChange> => ({ ...said, location: thing, group: thing, user: thing });
