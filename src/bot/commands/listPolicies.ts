import { policiesCard, present } from '../../cards/index.js';
import { listPolicies as overview } from '../../flows/index.js';
import type { Answer, Command, Request } from '../types.js';

export const listPolicies: Command = {
  intent: 'list-policies',
  group: 'Why, and what if',
  title: 'which policies do we have?',
  aliases: ['list the conditional access policies', 'are security defaults on in our tenant'],
  help: 'what is in force, what it covers and what it demands',
  run: (request) => showPolicies(request, 0),
};

export async function showPolicies(request: Request, page: number): Promise<Answer> {
  const scan = await request.scan();
  return { presented: present(policiesCard, { ...overview(scan), page }, request.frame(scan)) };
}
