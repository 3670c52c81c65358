import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

/** Where the tenant differs from its seed. Values are replaced whole, never edited in place. */
export const changesSchema = z.object({
  version: z.literal(1),
  /** By account id. */
  perUserMfaState: z.record(z.string(), z.enum(['disabled', 'enabled', 'enforced'])),
  /** By account id: ISO 8601. */
  sessionsRevokedAt: z.record(z.string(), z.string()),
  /** By group id, then account id: true = added, false = removed. */
  members: z.record(z.string(), z.record(z.string(), z.boolean())),
  /** By policy id; null = deleted. */
  policies: z.record(z.string(), object.nullable()),
  securityDefaultsEnabled: z.boolean(),
  /** Created, in order. */
  accounts: z.array(z.object({ id: z.string(), displayName: z.string(), userPrincipalName: z.string() })).default([]),
  /** Given over the whole tenant. */
  roleAssignments: z.array(z.object({ id: z.string(), principalId: z.string(), roleDefinitionId: z.string() })).default([]),
  /** Planner, by task id; null = deleted. */
  tasks: z.record(z.string(), object.nullable()),
  /** Rows of the directory's audit log, oldest first. */
  audits: z.array(object),
});
export type Changes = z.infer<typeof changesSchema>;

export const noChanges = (): Changes => ({
  version: 1,
  perUserMfaState: {},
  sessionsRevokedAt: {},
  members: {},
  policies: {},
  securityDefaultsEnabled: false,
  accounts: [],
  roleAssignments: [],
  tasks: {},
  audits: [],
});
