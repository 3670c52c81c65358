import type { z } from 'zod';
import { showList } from '../commands/listNoncompliant.js';
import type { Button } from '../types.js';
import { listData } from './data.js';

export const list: Button<z.output<typeof listData>> = {
  verb: 'list', schema: listData, placement: 'here', isView: true,
  run: (request, data) => showList(request, data),
};
