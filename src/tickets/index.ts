import { builtIn } from './builtIn.js';
import type { TicketSystemConfig } from './config.js';
import type { TicketSystem } from './types.js';

export type { TicketSystemConfig } from './config.js';
export { TicketError, type OpenedTicket, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

/** The configured system; nothing is asked of it before the first ticket. */
export function createTicketSystem(config: TicketSystemConfig): TicketSystem {
  switch (config.system) {
    case 'builtIn': return builtIn;
  }
}
