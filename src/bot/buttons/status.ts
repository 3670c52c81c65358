import { showStatus } from '../commands/tenantStatus.js';
import type { Button } from '../types.js';
import { nothing } from './data.js';

export const status: Button<object> = { verb: 'status', schema: nothing, placement: 'here', run: (request) => showStatus(request) };
