import { TurnContext } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Presented } from '../../cards/index.js';
import type { BotConfig } from '../../config.js';
import type { Conversations } from '../../flows/digest/index.js';
import type { Sender } from '../../flows/deliver/index.js';
import type { Admission } from '../admission.js';
import { failed } from '../failure.js';
import type { Turn } from '../turn.js';
import type { Log, OwnToken } from '../types.js';
import { createAdapter } from './adapter.js';
import { TeamsBot } from './bot.js';
import { teamsLinks, type LinkTo } from './beyond.js';
import { Delivery } from './delivery.js';
import { Dialogs } from './dialogs.js';
import type { Place } from './sender.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import { FileConsents } from './fileConsents.js';
import { createSender } from './proactive.js';
import { MessageExtension } from './messageExtension.js';
import { SignIn } from './signIn.js';
import { SignInInvokes } from './signInInvokes.js';
import { NOT_CONFIGURED } from './signInWords.js';

export { teamsLinks, type LinkTo };
export type { Endpoint, EndpointAnswer } from './endpoint.js';

export interface TeamsParts {
  turn: Turn;
  /** Undefined: the local simulator. */
  config: BotConfig | undefined;
  isDemo: boolean;
  admission: Admission;
  conversations?: Conversations | undefined;
  /** Changes are made with the rights of who presses; undefined: with the application's. */
  delegated?: { connectionName: string | undefined } | undefined;
  /** Where a page of the tab is; asked each time, because the port is known late. */
  linkTo?: LinkTo | undefined;
  log: Log;
  /** Stands in for a client secret. */
  credentials?: ServiceClientCredentialsFactory;
}

export interface Teams {
  endpoint: Endpoint;
  /** Edits a card of earlier, or sends what became of it. `place`: a person's. */
  announce(place: object, presented: Presented): Promise<void>;
  /** Speaks without being spoken to. */
  sender: Sender;
  /** Waits for messages that still update themselves. */
  idle(): Promise<void>;
}

/** The bot behind Bot Framework's protocol. */
export function createTeams({ turn, config, isDemo, admission, conversations, delegated, linkTo, log, credentials }: TeamsParts): Teams {
  const adapter = createAdapter(config, credentials);
  const signIn = delegated?.connectionName ? new SignIn({ adapter, connectionName: delegated.connectionName, log }) : undefined;
  const delivery = new Delivery(adapter, isDemo, log, signIn && ((reference) => signIn.ask(reference)), linkTo);
  const signInInvokes = signIn && new SignInInvokes({ signIn, turn, delivery, log });
  const files = new FileConsents({ adapter, turn, delivery, isDemo, log });
  const noToken = delegated && !signIn ? notConfigured : undefined;
  const dialogs = new Dialogs(turn, delivery, (context) => signIn?.open(context).ownToken ?? noToken);
  const invokes = [new MessageExtension(turn, delivery), files, dialogs];
  const bot = new TeamsBot({ turn, delivery, admission, conversations, isDemo, invokes, signIn, signInInvokes, noToken });
  adapter.onTurnError = async (context, cause) => {
    const presented = failed({ log, isDemo }, `an activity of type \`${context.activity.type}\``, cause);
    if (context.activity.type === 'message') await context.sendActivity(delivery.message(presented)).catch((error: unknown) => log('the failure could not be told', error));
  };
  const logic = (context: TurnContext): Promise<void> => bot.run(context);
  return { endpoint: createEndpoint({ adapter, logic, log }), sender: createSender(adapter, delivery), idle: async () => void (await Promise.all([delivery.idle(), files.idle()])), announce: (place, presented) => delivery.into(place as Place, presented) };
}

const notConfigured: OwnToken = () => Promise.resolve({ kind: 'refused', because: NOT_CONFIGURED });
