import { setTimeout as wait } from 'node:timers/promises';
import { builtIn } from './builtIn.js';
import type { TicketSystemConfig } from './config.js';
import { connectWise } from './connectWise.js';
import type { HttpParts } from './http.js';
import { jira } from './jira.js';
import { planner, type PlannerGraph } from './planner.js';
import { serviceNow } from './serviceNow.js';
import type { TicketSystem } from './types.js';
import { webhook } from './webhook.js';

export type { TicketSystemConfig } from './config.js';
export type { PlannerGraph } from './planner.js';
export { TicketError, type OpenedTicket, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

export interface TicketSystemParts extends Partial<HttpParts> {
  /** The tenant's Graph, in which Planner's tasks are kept. */
  graph: PlannerGraph;
}

const TIMEOUT_MS = 15_000;

/** The configured system; nothing is asked of it before the first ticket. */
export function createTicketSystem(config: TicketSystemConfig, { graph, ...given }: TicketSystemParts): TicketSystem {
  const parts: HttpParts = { fetch: globalThis.fetch, now: Date.now, sleep: (ms) => wait(ms), timeoutMs: TIMEOUT_MS, ...given };
  switch (config.system) {
    case 'builtIn': return builtIn;
    case 'planner': return planner(config, graph, parts.now);
    case 'jira': return jira(config, parts);
    case 'serviceNow': return serviceNow(config, parts);
    case 'connectWise': return connectWise(config, parts);
    case 'webhook': return webhook(config, parts);
  }
}
