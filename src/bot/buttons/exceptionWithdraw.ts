import { z } from 'zod';
import { withdraw } from '../exceptions/show.js';
import type { Button } from '../types.js';

const schema = z.object({ exceptions: z.array(z.uuid()).min(1).max(40) });

export const exceptionWithdraw: Button<z.output<typeof schema>> = {
  verb: 'exception-withdraw', schema, placement: 'here',
  run: (request, { exceptions }) => withdraw(request, exceptions),
};
