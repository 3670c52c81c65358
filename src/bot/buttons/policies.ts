import { z } from 'zod';
import { showPolicies } from '../commands/listPolicies.js';
import type { Button } from '../types.js';
import { pageNumber } from './data.js';

const schema = z.object({ page: pageNumber.default(0) });

export const policies: Button<z.output<typeof schema>> = {
  verb: 'policies', schema, placement: 'here',
  run: (request, { page }) => showPolicies(request, page),
};
