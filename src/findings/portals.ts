import type { BarVerdict } from '../engine/report.js';
import type { Situation } from '../engine/situation.js';
import { ADMIN_PORTALS } from '../engine/space/apps.js';
import { atomsOf, narrow, wholeSpace } from '../engine/space/space.js';

/**
 * Bar D, mandatory MFA of the admin portals: Microsoft enforces it in the public cloud, without exclusions
 * (Entra docs, mandatory multifactor authentication). National clouds don't have it: there the tenant's own policies decide.
 */
export function portalsVerdict({ judgement, model }: Situation): BarVerdict {
  const { verdict, cover } = judgement;
  if (verdict === 'blocked' || verdict === 'compliant') return verdict;
  if (model.snapshot.tenant.cloud === 'public') return 'compliant';
  const portals = narrow(model.space, wholeSpace(model.space), 'app', atomsOf(model.space, 'app', ({ value }) => value === ADMIN_PORTALS));
  return cover?.gap(portals) ? verdict : 'compliant';
}
