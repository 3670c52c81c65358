import { showEmergencyAccounts } from '../commands/listEmergencyAccounts.js';
import type { Button } from '../types.js';
import { nothing } from './data.js';

export const emergency: Button<object> = { verb: 'emergency', schema: nothing, placement: 'here', run: (request) => showEmergencyAccounts(request) };
