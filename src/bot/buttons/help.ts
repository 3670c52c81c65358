import { showHelp } from '../commands/help.js';
import type { Button } from '../types.js';
import { nothing } from './data.js';

export const help: Button<object> = { verb: 'help', schema: nothing, placement: 'below', run: (request) => Promise.resolve(showHelp(request)) };
