import type { Config } from '../../config.js';
import { createPlannerCalls } from '../../graph/index.js';
import { createTicketSystem, TicketError } from '../../tickets/index.js';
import { openTenant } from '../tenant.js';
import { because, type Check } from './check.js';

/** One harmless call that shows whether address, credentials and rights of the ticket system are right. */
export async function checkTickets(config: Config): Promise<Check[]> {
  const about = 'ticket system';
  if (config.tickets.system === 'builtIn') return [{ about, status: 'skipped', text: 'TICKET_SYSTEM is not set: tickets are kept in the database' }];
  const tenant = await openTenant(config);
  try {
    const system = createTicketSystem(config.tickets, { graph: createPlannerCalls(tenant.graph) });
    const mend = await system.check();
    return [mend ? { about, status: 'wrong', text: mend } : { about, status: 'fine', text: `${system.name} can be used` }];
  } catch (cause) {
    return [{ about, status: 'wrong', text: cause instanceof TicketError ? cause.message : because(cause) }];
  } finally {
    await tenant.close();
  }
}
