import type { Intent } from '../language/types.js';
import { commands } from './commands/index.js';

export type MenuScope = 'personal' | 'team' | 'groupChat';

export interface MenuItem {
  /** What is typed when the item is chosen. */
  title: string;
  description: string;
}

/** Teams' menu holds twelve commands a scope; the others are understood all the same, and stand in the help card. */
const ANYWHERE: Intent[] = [
  'list-noncompliant', 'tenant-status', 'explain-account', 'what-if', 'changes-since', 'list-policies',
  'list-emergency-accounts', 'scan-now', 'enforce-account', 'list-tickets',
];
/** Files only come in a personal chat, and the daily card belongs where the team is. */
const SCOPES: Record<MenuScope, Intent[]> = {
  personal: [...ANYWHERE, 'export', 'help'], team: [...ANYWHERE, 'subscribe-daily', 'help'], groupChat: [...ANYWHERE, 'subscribe-daily', 'help'],
};

/** The commands Teams offers in its menu, as each says of itself. Those without a line of help are left out. */
export function menuOf(scope: MenuScope): MenuItem[] {
  return SCOPES[scope]
    .flatMap((intent) => commands.filter((command) => command.intent === intent && command.help !== ''))
    .map(({ title, help }) => ({ title, description: help }));
}
