import type { ConnectWiseConfig } from './connectWise.js';
import type { JiraConfig } from './jira.js';
import type { PlannerConfig } from './planner.js';
import type { ServiceNowConfig } from './serviceNow.js';
import type { WebhookConfig } from './webhook.js';

/** Which ticket system holds the tickets, and how it is reached. */
export type TicketSystemConfig = { system: 'builtIn' } | PlannerConfig | JiraConfig | ServiceNowConfig | ConnectWiseConfig | WebhookConfig;
