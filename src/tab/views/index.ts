import { account } from './account.js';
import { accounts } from './accounts.js';
import { audit } from './audit.js';
import { evidence } from './evidence.js';
import { exceptions } from './exceptions.js';
import { overview } from './overview.js';
import { policies } from './policies.js';
import { ticket, tickets } from './tickets.js';
import type { View } from './view.js';
import { workbench } from './workbench.js';

/** Every view, by the first part of its address; those with a name in the menu stand in it. */
export const VIEWS: Record<string, View> = { overview, accounts, account, 'what-if': workbench, policies, tickets, ticket, exceptions, audit, evidence };

/** The menu's entry that a view belongs to. */
export const entryOf = (view: string): string => ({ account: 'accounts', ticket: 'tickets' })[view] ?? view;
