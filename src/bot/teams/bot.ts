import { TeamsActivityHandler, TurnContext, type Activity, type AdaptiveCardInvokeResponse, type InvokeResponse } from 'botbuilder';
import { noticeCard, present, type CardJson } from '../../cards/index.js';
import type { Conversations } from '../../flows/digest/index.js';
import type { Admission } from '../admission.js';
import type { Turn } from '../turn.js';
import type { OwnToken } from '../types.js';
import type { Delivery } from './delivery.js';
import { malformedPress } from './malformedPress.js';
import { asks, refuse } from './refuse.js';
import { lastingReference, personOf, senderOf } from './sender.js';
import type { SignIn } from './signIn.js';
import type { Invokes } from './invokes.js';
import type { SignInInvokes } from './signInInvokes.js';

export interface TeamsBotParts {
  turn: Turn;
  delivery: Delivery;
  admission: Admission;
  /** Where the bot may speak of its own accord. */
  conversations?: Conversations | undefined;
  isDemo: boolean;
  /** Where changes are made with the person's own rights. */
  signIn?: SignIn | undefined;
  signInInvokes?: SignInInvokes | undefined;
  /** Search, files: each answers its own kinds of invoke. */
  invokes: readonly Invokes[];
  /** Where they should be, but nobody can sign in: says so. */
  noToken?: OwnToken | undefined;
}

/** A conversation is welcomed once, although Teams announces an installation up to three times, and at the same moment. */
const WELCOMED_KEPT = 10_000;

/** Teams: which activity becomes which turn, and where its answer goes. */
export class TeamsBot extends TeamsActivityHandler {
  readonly #welcomed = new Set<string>();

  constructor(private readonly parts: TeamsBotParts) {
    super();
    this.onTurn(async (context, next) => {
      const refusal = asks(context.activity) ? await parts.admission(senderOf(context.activity)) : undefined;
      if (!refusal && asks(context.activity)) this.#remember(context);
      await (refusal ? refuse(context, refusal, (sentence) => this.#notice(sentence)) : next());
    });
    this.onMessage(async (context, next) => {
      await this.#message(context);
      await next();
    });
    this.onMembersAdded(async (context, next) => {
      if (context.activity.membersAdded?.some(({ id }) => id === context.activity.recipient.id)) await this.#welcome(context);
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      if (!(await parts.admission(senderOf(context.activity)))) this.#remember(context);
      await this.#welcome(context);
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await this.#leave(context);
      await next();
    });
    this.onMembersRemoved(async (context, next) => {
      if (context.activity.membersRemoved?.some(({ id }) => id === context.activity.recipient.id)) await this.#leave(context);
      await next();
    });
  }

  #remember({ activity }: TurnContext): void {
    this.parts.conversations?.seen(activity.conversation.id, lastingReference(activity));
  }

  async #leave({ activity: { conversation } }: TurnContext): Promise<void> {
    this.#welcomed.delete(conversation.id);
    await this.parts.conversations?.left(conversation.id);
  }

  async #welcome(context: TurnContext): Promise<void> {
    const { id } = context.activity.conversation;
    if (this.#welcomed.has(id)) return;
    this.#welcomed.add(id);
    if (this.#welcomed.size > WELCOMED_KEPT) this.#welcomed.delete(this.#welcomed.values().next().value!);
    await context.sendActivity(this.parts.delivery.message(this.parts.turn.welcome()));
  }

  async #message(context: TurnContext): Promise<void> {
    const { turn, delivery } = this.parts;
    const { activity } = context;
    const submit = submitted(activity);
    if (submit) return this.#submit(context, submit);
    const said = spoken(activity);
    if (said === '') return this.#tell(context, NO_TEXT);
    const session = this.parts.signIn?.open(context);
    if (session && SIGN_OUT.test(said)) return this.#tell(context, await session.signOut());
    const person = personOf(activity, session?.ownToken ?? this.parts.noToken);
    await delivery.send(context, async (onProgress) => (await turn.say(said, person, onProgress)).outcome);
  }

  /** `Action.Submit`, the fallback of clients without `Action.Execute`: the card comes back as a message. */
  async #submit(context: TurnContext, { verb, data }: Action): Promise<void> {
    const { turn, delivery } = this.parts;
    const { replyToId } = context.activity;
    const pressed = turn.press(verb, data, personOf(context.activity, this.parts.signIn?.open(context).ownToken ?? this.parts.noToken));
    if (!pressed) return this.#tell(context, UNKNOWN_BUTTON);
    if (pressed.placement === 'below' || !replyToId) return delivery.send(context, pressed.run);
    await delivery.replace(context, replyToId, pressed.run, pressed.isShared);
  }

  protected override async onAdaptiveCardInvoke(context: TurnContext): Promise<AdaptiveCardInvokeResponse> {
    const { turn, delivery } = this.parts;
    const { activity } = context;
    if (isAutomatic(activity)) return this.#redraw(activity);
    const { verb, data } = executed(activity);
    const session = this.parts.signIn?.open(context);
    const pressed = turn.press(verb, data, personOf(activity, session?.ownToken ?? this.parts.noToken));
    if (!pressed) return toast(400, UNKNOWN_BUTTON);
    const refusal = await session?.admit(activity.value);
    if (refusal) return refusal;
    if (pressed.placement === 'here') {
      const outcome = await delivery.respond(context, activity.replyToId, pressed.run, pressed.isShared);
      return outcome.signIn && session ? session.loginRequest() : replacement(delivery.card(outcome));
    }
    await delivery.send(context, pressed.run);
    return toast(200, 'Answered below.');
  }

  /** Nobody pressed: the reader's client asks for the reader's own view of a card that several people see. */
  async #redraw(activity: Activity): Promise<AdaptiveCardInvokeResponse> {
    const { turn, delivery } = this.parts;
    const { verb, data } = executed(activity);
    const drawn = turn.press(verb, data, personOf(activity), true);
    return drawn ? replacement(delivery.card(await delivery.redraw(drawn.run))) : toast(400, UNKNOWN_BUTTON);
  }

  async #tell(context: TurnContext, sentence: string): Promise<void> {
    await context.sendActivity(this.#notice(sentence));
  }

  #notice(message: string): Partial<Activity> {
    return this.parts.delivery.message(present(noticeCard, { message }, { isDemo: this.parts.isDemo }));
  }

  async #elsewhere(context: TurnContext): Promise<InvokeResponse | undefined> {
    for (const each of this.parts.invokes) {
      const response = await each.answer(context);
      if (response) return response;
    }
    return undefined;
  }

  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const malformed = malformedPress(context.activity);
    if (malformed) return malformed;
    const response = (await this.parts.signInInvokes?.answer(context)) ?? (await this.#elsewhere(context)) ?? (await super.onInvokeActivity(context));
    // A client only reads what a sign-in needs where the request itself went well.
    if (SIGN_IN_STATUS.has(response.status) && context.activity.name === 'adaptiveCard/action') return { ...response, status: 200 };
    // Named, so that a person who reads a client's log finds out more than a number.
    if (response.status === 501) return { status: 501, body: { code: 'NotImplemented', message: `\`${String(context.activity.name).slice(0, 80)}\` is not something this bot answers.` } };
    return response;
  }
}

const UNKNOWN_BUTTON = "I don't know this button, or what it carries. The card may come from another version: ask again.";
const NO_TEXT = 'I only read text. Ask me, for example, who isn\'t MFA\'d, or type "help".';

const SIGN_OUT = /^\s*(?:sign|log)[\s-]?out[\s.!]*$/i;
const SIGN_IN_STATUS = new Set([401, 412]);

interface Action {
  verb: string;
  data: unknown;
}

function spoken(activity: Activity): string {
  return (TurnContext.removeRecipientMention(activity) ?? activity.text ?? '').trim();
}

function submitted({ value, text }: Activity): Action | undefined {
  if (text || typeof value !== 'object' || value === null) return undefined;
  const { verb, ...data } = value as Record<string, unknown>;
  return { verb: String(verb), data };
}

const isAutomatic = ({ value }: Activity): boolean => (value as { trigger?: unknown } | undefined)?.trigger === 'automatic';

function executed({ value }: Activity): Action {
  const action = (value as { action?: { verb?: unknown; data?: unknown } } | undefined)?.action;
  return { verb: String(action?.verb), data: action?.data };
}

function replacement(card: CardJson): AdaptiveCardInvokeResponse {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

function toast(statusCode: number, text: string): AdaptiveCardInvokeResponse {
  return { statusCode, type: 'application/vnd.microsoft.activity.message', value: text as unknown as Record<string, unknown> };
}
