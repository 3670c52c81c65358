import { emergencyCard, present } from '../../cards/index.js';
import { listEmergencyAccounts as emergencyAccounts } from '../../flows/index.js';
import type { Answer, Command, Request } from '../types.js';

export const listEmergencyAccounts: Command = {
  intent: 'list-emergency-accounts',
  group: 'Who has a gap',
  title: 'show the break glass accounts',
  aliases: ['which emergency accounts do we have', 'list our break-glass accounts'],
  help: 'the emergency accounts and what they are left out of',
  run: (request) => showEmergencyAccounts(request),
};

export async function showEmergencyAccounts(request: Request): Promise<Answer> {
  const scan = await request.scan();
  const found = emergencyAccounts(scan);
  const accountIds = found.accounts.map(({ id }) => id);
  return {
    presented: present(emergencyCard, found, request.frame(scan)),
    ...(accountIds.length > 0 && { context: { lastList: { filter: 'all' as const, accountIds } } }),
  };
}
