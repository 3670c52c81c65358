import type { Scan, SupposedChange, WhatIfOutcome } from './types.js';

/** What would change; nothing is carried out. Text such as `enable CA007` is read by the same rules as slots. */
export function supposeChange(_scan: Scan, _change: Partial<SupposedChange> | string): WhatIfOutcome {
  throw new Error('not built yet');
}
