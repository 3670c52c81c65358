import { present, statusCard } from '../../cards/index.js';
import { tenantStatus as statusOf } from '../../flows/index.js';
import type { Answer, Command, Request } from '../types.js';

export const tenantStatus: Command = {
  intent: 'tenant-status',
  group: 'Who has a gap',
  title: 'are we compliant?',
  aliases: ['status', 'how compliant are we', 'give me a summary'],
  help: 'four bars and what opens the gaps',
  run: (request) => showStatus(request),
};

export async function showStatus(request: Request): Promise<Answer> {
  const scan = await request.scan();
  const status = statusOf(scan);
  return { presented: present(statusCard, status, request.frame(scan)) };
}
