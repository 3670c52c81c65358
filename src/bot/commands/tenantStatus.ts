import { present, statusCard } from '../../cards/index.js';
import { acceptedAccounts } from '../../flows/exceptions/index.js';
import { tenantStatus as statusOf } from '../../flows/index.js';
import { acceptedNow } from '../exceptions/show.js';
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
  const [scan, accepted] = await Promise.all([request.scan(), acceptedNow(request)]);
  const status = statusOf(scan, acceptedAccounts(scan.report.accounts, accepted).length);
  return { presented: present(statusCard, status, request.frame(scan)) };
}
