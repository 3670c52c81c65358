import { z } from 'zod';
import { withdraw } from '../exceptions/show.js';
import type { Button } from '../types.js';

const schema = z.object({ exception: z.uuid() });

export const exceptionWithdraw: Button<z.output<typeof schema>> = {
  verb: 'exception-withdraw', schema, placement: 'here',
  run: (request, { exception }) => withdraw(request, exception),
};
