import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../bot/types.js';
import type { Config } from '../config.js';
import { judge } from '../findings/index.js';
import type { Announce, Authority, EnforceParts, Scanner } from '../flows/index.js';
import type { AuditStore, PlanStore } from '../store/types.js';
import { createRights } from './rights.js';
import type { Tenant } from './tenant.js';

interface ActingOptions {
  config: Config;
  tenant: Tenant;
  plans: Promise<PlanStore>;
  audit: Promise<AuditStore>;
  authority: Authority;
  scanner: Scanner;
  announce: Announce;
  now: () => number;
  log: Log;
}

/** What changing the tenant is made of. */
export function createActing({ config: { enforcement, bot }, tenant, ...parts }: ActingOptions): EnforceParts {
  return {
    ...parts, judge, worker: randomUUID(), sleep: (ms) => wait(ms), approvals: enforcement.approvals, approvalAbove: enforcement.approvalAbove,
    rights: createRights({ tenant, writes: enforcement.writes, isInTeams: bot !== undefined }),
  };
}
