import { randomUUID } from 'node:crypto';
import type { Call, GraphObject } from '../service/route.js';
import type { Changes } from './changes.js';

/** A change as the directory's audit log tells it. */
export interface AuditedChange {
  activity: string;
  category: 'Policy' | 'GroupManagement' | 'UserManagement' | 'RoleManagement';
  service: 'Conditional Access' | 'Core Directory' | 'Authentication Methods';
  target: { type: 'User' | 'Group' | 'Policy'; id: string; displayName: unknown; userPrincipalName?: string };
  /** Values as JSON text. */
  modified?: readonly { name: string; before: unknown; after: unknown }[];
}

// The state file is written whole at each change: it must not grow for ever.
const KEPT_ROWS = 500;

/** Writes a change and its row in `/auditLogs/directoryAudits`, in the name of the caller, in one step. */
export function writeAudited(call: Call, told: AuditedChange, change: (changes: Changes) => void): void {
  const row = auditRow(call, told);
  call.tenant.write((changes) => {
    change(changes);
    changes.audits = [...changes.audits, row].slice(-KEPT_ROWS);
  });
}

function auditRow({ tenant, caller }: Call, change: AuditedChange): GraphObject {
  const id = randomUUID();
  return {
    id: `Directory_${id}`,
    correlationId: id,
    category: change.category,
    result: 'success',
    resultReason: '',
    activityDisplayName: change.activity,
    activityDateTime: tenant.settings.now().toISOString(),
    loggedByService: change.service,
    operationType: 'Update',
    initiatedBy: {
      app: null,
      user: { id: caller.id, displayName: caller.displayName, userPrincipalName: caller.userPrincipalName, ipAddress: '127.0.0.1' },
    },
    targetResources: [
      {
        ...change.target,
        groupType: null,
        userPrincipalName: change.target.userPrincipalName ?? null,
        modifiedProperties: modified(change),
      },
    ],
    additionalDetails: [],
  };
}

function modified({ modified: changes = [] }: AuditedChange): GraphObject[] {
  return changes.map(({ name, before, after }) => ({ displayName: name, oldValue: JSON.stringify(before), newValue: JSON.stringify(after) }));
}
