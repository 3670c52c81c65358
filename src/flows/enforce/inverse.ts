import type { TenantEdit } from '../../engine/index.js';

/** What takes an edit back in the engine's terms, for judging an undo beforehand. Empty where only a new scan can tell. */
export function inverse(edit: TenantEdit): TenantEdit[] {
  switch (edit.kind) {
    case 'removeFromGroup': return [{ ...edit, kind: 'addToGroup' }];
    case 'addToGroup': return [{ ...edit, kind: 'removeFromGroup' }];
    case 'setSecurityDefaults': return [{ ...edit, enabled: !edit.enabled }];
    case 'setPerUserMfa': return [{ ...edit, state: 'disabled' }];
    case 'setPolicyState': return edit.state === 'enabled' ? [{ ...edit, state: 'enabledForReportingButNotEnforced' }] : [];
    case 'dropExclusion': return excludingAgain(edit);
    default: return [];
  }
}

function excludingAgain({ policyId, dimension, entry }: Extract<TenantEdit, { kind: 'dropExclusion' }>): TenantEdit[] {
  if (entry === undefined) return [];
  if (dimension === 'locations') return [{ kind: 'excludeLocation', policyId, locationId: entry }];
  return dimension === 'users' ? [{ kind: 'excludeUser', policyId, accountId: entry }] : [];
}
