import type { z } from 'zod';
import { showExceptions } from '../exceptions/show.js';
import type { Button } from '../types.js';
import { nothing } from './data.js';

export const exceptions: Button<z.output<typeof nothing>> = {
  verb: 'exceptions', schema: nothing, placement: 'here', isView: true,
  run: (request) => showExceptions(request),
};
