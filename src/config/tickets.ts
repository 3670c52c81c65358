import { z } from 'zod';
import { read, type Environment } from './values.js';

/** Which ticket system holds the tickets, and how it is reached. */
export type TicketConfig = { system: 'builtIn' };

export function ticketConfig(values: Environment): TicketConfig {
  const system = read(values, 'TICKET_SYSTEM', z.enum(['builtIn'], 'must be one of builtIn')) ?? 'builtIn';
  return { system };
}
