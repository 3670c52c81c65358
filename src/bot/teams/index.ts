import { TurnContext } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { BotConfig } from '../../config.js';
import type { Admission } from '../admission.js';
import { failed } from '../failure.js';
import type { Turn } from '../turn.js';
import type { Log } from '../types.js';
import { createAdapter } from './adapter.js';
import { TeamsBot } from './bot.js';
import { Delivery } from './delivery.js';
import { createEndpoint, type Endpoint } from './endpoint.js';

export type { Endpoint, EndpointAnswer } from './endpoint.js';

export interface TeamsParts {
  turn: Turn;
  /** Undefined: the local simulator. */
  config: BotConfig | undefined;
  isDemo: boolean;
  admission: Admission;
  log: Log;
  /** Stands in for a client secret. */
  credentials?: ServiceClientCredentialsFactory;
}

export interface Teams {
  endpoint: Endpoint;
  /** Waits for messages that still update themselves. */
  idle(): Promise<void>;
}

/** The bot behind Bot Framework's protocol. */
export function createTeams({ turn, config, isDemo, admission, log, credentials }: TeamsParts): Teams {
  const adapter = createAdapter(config, credentials);
  const delivery = new Delivery(adapter, isDemo, log);
  const bot = new TeamsBot({ turn, delivery, admission, isDemo });
  adapter.onTurnError = async (context, cause) => {
    const presented = failed({ log, isDemo }, `an activity of type \`${context.activity.type}\``, cause);
    if (context.activity.type === 'message') await context.sendActivity(delivery.message(presented)).catch((error: unknown) => log('the failure could not be told', error));
  };
  const logic = (context: TurnContext): Promise<void> => bot.run(context);
  return { endpoint: createEndpoint({ adapter, logic, log }), idle: () => delivery.idle() };
}
