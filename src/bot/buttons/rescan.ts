import { z } from 'zod';
import { showList } from '../commands/listNoncompliant.js';
import { showStatus } from '../commands/tenantStatus.js';
import type { Button } from '../types.js';
import { listData } from './data.js';

const schema = listData.extend({ show: z.enum(['list', 'status']).catch('list') });

/** Reads the tenant again and shows what the card showed before. */
export const rescan: Button<z.output<typeof schema>> = {
  verb: 'rescan', schema, placement: 'here',
  run: async (request, { show, filter, finding }) => {
    await request.rescan();
    return show === 'status' ? showStatus(request) : showList(request, { filter, finding });
  },
};
