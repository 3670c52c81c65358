import type { Activity, TurnContext } from 'botbuilder';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { noticeCard, present, type Presented } from '../../cards/index.js';
import type { BotConfig } from '../../config.js';
import type { Conversations } from '../../flows/digest/index.js';
import type { Sender } from '../../flows/deliver/index.js';
import { STRANGER, type Admission } from '../admission.js';
import { failed } from '../failure.js';
import type { Turn } from '../turn.js';
import type { Log, OwnToken } from '../types.js';
import { createAdapter, type TeamsAdapter } from './adapter.js';
import { TeamsBot } from './bot.js';
import { teamsLinks, type LinkTo } from './beyond.js';
import { Delivery } from './delivery.js';
import { Dialogs } from './dialogs.js';
import { refuse } from './refuse.js';
import { senderOf, type Place } from './sender.js';
import { createEndpoint, type Endpoint } from './endpoint.js';
import { FileConsents } from './fileConsents.js';
import { createSender } from './proactive.js';
import { MessageExtension } from './messageExtension.js';
import { SignIn } from './signIn.js';
import { SignInInvokes } from './signInInvokes.js';
import { NOT_CONFIGURED } from './signInWords.js';

export { teamsLinks, type LinkTo };
export type { Endpoint, EndpointAnswer } from './endpoint.js';

/** One watched tenant's bot. */
export interface TeamsTenant {
  /** Whose activities it takes; undefined: everybody's, and its admission decides. */
  answersTo(): string | undefined;
  turn: Turn;
  admission: Admission;
  conversations?: Conversations | undefined;
}

export interface TeamsParts {
  tenants: readonly TeamsTenant[];
  /** Undefined: the local simulator. */
  config: BotConfig | undefined;
  isDemo: boolean;
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
export function createTeams({ tenants, config, isDemo, delegated, linkTo, log, credentials }: TeamsParts): Teams {
  const adapter = createAdapter(config, credentials);
  const signIn = delegated?.connectionName ? new SignIn({ adapter, connectionName: delegated.connectionName, log }) : undefined;
  const delivery = new Delivery(adapter, isDemo, log, signIn && ((reference) => signIn.ask(reference)), linkTo);
  const noToken = delegated && !signIn ? notConfigured : undefined;
  const bots = tenants.map((tenant) => botOf(tenant, { adapter, delivery, signIn, noToken, isDemo, log }));
  adapter.onTurnError = async (context, cause) => {
    const presented = failed({ log, isDemo }, `an activity of type \`${context.activity.type}\``, cause);
    if (context.activity.type === 'message') await context.sendActivity(delivery.message(presented)).catch((error: unknown) => log('the failure could not be told', error));
  };
  const notice = (message: string) => delivery.message(present(noticeCard, { message }, { isDemo }));
  const logic = (context: TurnContext): Promise<void> => botFor(context.activity, bots)?.run(context) ?? refuse(context, STRANGER, notice);
  const idle = async (): Promise<void> => void (await Promise.all([delivery.idle(), ...bots.map(({ files }) => files.idle())]));
  return { endpoint: createEndpoint({ adapter, logic, log }), sender: createSender(adapter, delivery), idle, announce: (place, presented) => delivery.into(place as Place, presented) };
}

interface Common {
  adapter: TeamsAdapter;
  delivery: Delivery;
  signIn: SignIn | undefined;
  noToken: OwnToken | undefined;
  isDemo: boolean;
  log: Log;
}

/** INVARIANT: what answers a tenant's activities reaches no other tenant. */
function botOf({ answersTo, turn, admission, conversations }: TeamsTenant, { adapter, delivery, signIn, noToken, isDemo, log }: Common) {
  const files = new FileConsents({ adapter, turn, delivery, isDemo, log });
  const dialogs = new Dialogs(turn, delivery, (context) => signIn?.open(context).ownToken ?? noToken);
  const signInInvokes = signIn && new SignInInvokes({ signIn, turn, delivery, log });
  const bot = new TeamsBot({ turn, delivery, admission, conversations, isDemo, invokes: [new MessageExtension(turn, delivery), files, dialogs], signIn, signInInvokes, noToken });
  return { answersTo, files, run: (context: TurnContext) => bot.run(context) };
}

/** By the tenant that the channel vouches for. */
function botFor(activity: Activity, bots: ReturnType<typeof botOf>[]): ReturnType<typeof botOf> | undefined {
  const tenantId = senderOf(activity).tenantId?.toLowerCase();
  return bots.find(({ answersTo }) => {
    const own = answersTo()?.toLowerCase();
    return own === undefined || own === tenantId;
  });
}

const notConfigured: OwnToken = () => Promise.resolve({ kind: 'refused', because: NOT_CONFIGURED });
