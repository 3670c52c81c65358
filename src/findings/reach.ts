import { accountClasses } from '../engine/classes.js';
import type { ConditionalAccessPolicy, Snapshot } from '../engine/index.js';
import { Resolution } from '../engine/policy/resolution.js';
import { applies, assignments, type Subject } from '../engine/policy/users.js';
import { TenantModel } from '../engine/tenant.js';

/** How a policy's assignments meet an account, as far as it could be read. */
export type Meets = 'applies' | 'excluded' | 'unknown' | 'not';

/** Each policy with what it is to each enabled account, by position; accounts that every policy treats alike are looked at once. */
export function meetings(snapshot: Snapshot): Map<string, (position: number) => Meets> {
  const model = new TenantModel(snapshot);
  const classOf = accountClasses(model);
  const members = new Map<number, number>();
  classOf.forEach((number, position) => members.has(number) || members.set(number, position));
  return new Map((snapshot.policies ?? []).map((policy) => {
    const byClass = new Map([...members].map(([number, position]) => [number, meeting(policy, model.directory.subject(position))]));
    return [policy.id, (position: number) => byClass.get(classOf[position]!) ?? 'not'];
  }));
}

function meeting(policy: ConditionalAccessPolicy, subject: Subject): Meets {
  if (policy.isForWorkloadIdentities) return 'not';
  if (applies(policy, subject, Resolution.least())) return policy.misread.length > 0 ? 'unknown' : 'applies';
  if (applies(policy, subject, Resolution.most())) return 'unknown';
  return assignments(policy, 'include', subject, Resolution.most()).length > 0 ? 'excluded' : 'not';
}
