import type { Explanation, Repair, TenantEdit } from '../../engine/index.js';
import { concernsOnly, isClosing } from './levers.js';

/** Whether a supposed change is one that this product would carry out: it only ever closes gaps. */
export const canBeCarriedOut = (edits: readonly TenantEdit[]): boolean => edits.length > 0 && edits.every(isClosing);

/** The engine's first repair that closes the account's gap and concerns others too. */
export function widerRepair({ account, repairs }: Explanation): Repair | undefined {
  return repairs.find((repair) => !concernsOnly(repair, account.id) && repair.edits.every(isClosing));
}
