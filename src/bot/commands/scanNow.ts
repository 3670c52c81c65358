import type { Command } from '../types.js';
import { showList } from './listNoncompliant.js';

export const scanNow: Command = {
  intent: 'scan-now',
  group: 'Who has a gap',
  title: 'scan now',
  aliases: ['rescan', 'please rescan the tenant', 'run a fresh scan'],
  help: 'reads the tenant again; the message updates itself',
  run: async (request) => {
    await request.rescan();
    return showList(request, {});
  },
};
