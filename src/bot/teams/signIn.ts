import { CardFactory, MessageFactory, type AdaptiveCardInvokeResponse, type Attachment, type ConversationReference, type TurnContext } from 'botbuilder';
import type { UserTokenClient } from 'botframework-connector';
import { z } from 'zod';
import type { Log, OwnToken } from '../types.js';
import type { TeamsAdapter } from './adapter.js';
import { senderOf } from './sender.js';
import { ASK, ASK_IN_GROUP, AWAY, EXCHANGE_REFUSED, SIGNED_OUT, UNREADABLE, WRONG_ACCOUNT } from './signInWords.js';
import { tokenOwner, type Owner } from './tokenOwner.js';
import { userTokens, type Tokens, type UserTokens } from './userTokens.js';

export interface SignInParts {
  adapter: TeamsAdapter;
  /** Of the Azure Bot's OAuth connection. */
  connectionName: string;
  log: Log;
}

/** A person's own token for Graph, or why there is none. `none`: they have to sign in. */
export type Own = { kind: 'token'; token: string } | { kind: 'none' } | { kind: 'refused'; isAway: boolean; because: string };

/** Teams single sign-on: who presses a button acts with their own rights. Tokens are neither kept nor logged here. */
export class SignIn {
  constructor(readonly parts: SignInParts) {}

  get connectionName(): string {
    return this.parts.connectionName;
  }

  open({ turnState, activity }: TurnContext): SignInSession {
    return new SignInSession(userTokens(turnState.get<UserTokenClient>(this.parts.adapter.UserTokenClientKey)!, this.connectionName, activity), senderOf(activity), this.parts);
  }

  /** Asks in a message of its own, also after the turn has ended. Elsewhere than in the personal chat Teams takes a sign-in from buttons only. */
  async ask(reference: Partial<ConversationReference>): Promise<void> {
    const { adapter } = this.parts;
    await adapter.continueConversationAsync(adapter.appId, reference, async (context) => {
      const card = await this.#cardIn(context);
      await context.sendActivity(typeof card === 'string' ? MessageFactory.text(card) : MessageFactory.attachment(card));
    });
  }

  async #cardIn(context: TurnContext): Promise<Attachment | string> {
    if (context.activity.conversation.conversationType !== 'personal') return ASK_IN_GROUP;
    return (await this.open(context).card()) ?? AWAY;
  }
}

/** One person's sign-in within one turn. */
export class SignInSession {
  #given: string | undefined;

  constructor(private readonly tokens: UserTokens, private readonly owner: Owner, private readonly parts: Pick<SignInParts, 'connectionName' | 'log'>) {}

  readonly ownToken: OwnToken = async () => {
    if (this.#given) return { kind: 'token', token: this.#given };
    const own = await this.#own(await this.tokens.get());
    return own.kind === 'none' ? { kind: 'signIn' } : own;
  };

  /** With the token of Teams' single sign-on. */
  exchange = async (ssoToken: string): Promise<Own> => this.#take(await this.tokens.exchange(ssoToken));

  /** With the code that a sign-in in the browser ended with. */
  redeem = async (code: string): Promise<Own> => this.#take(await this.tokens.get(code));

  /**
   * `Action.Execute` comes again after a login request, with what the client got. Undefined: go on with the press.
   * Protocol: "SSO for Adaptive Cards Universal Actions" and "Add third party authentication ..." in the Teams documentation.
   */
  async admit(value: unknown): Promise<AdaptiveCardInvokeResponse | undefined> {
    const { authentication, state } = executed.parse(value);
    if (authentication?.connectionName === this.parts.connectionName) return refusedExchange(await this.exchange(authentication.token));
    return state ? refusedCode(await this.redeem(state)) : undefined;
  }

  async loginRequest(): Promise<AdaptiveCardInvokeResponse> {
    const card = await this.card();
    return card ? response(401, 'application/vnd.microsoft.activity.loginRequest', card.content) : sentence(AWAY);
  }

  /** Undefined where the service doesn't tell where to sign in. */
  async card(): Promise<Attachment | undefined> {
    try {
      const { signInLink, tokenExchangeResource } = await this.tokens.signInResource();
      return CardFactory.oauthCard(this.parts.connectionName, 'Sign in', ASK, signInLink, tokenExchangeResource);
    } catch (cause) {
      this.#unreached(cause);
      return undefined;
    }
  }

  async signOut(): Promise<string> {
    try {
      await this.tokens.signOut();
      return SIGNED_OUT;
    } catch (cause) {
      this.#unreached(cause);
      return AWAY;
    }
  }

  async #take(tokens: Tokens): Promise<Own> {
    const own = await this.#own(tokens);
    if (own.kind === 'token') this.#given = own.token;
    return own;
  }

  // INVARIANT: a token leaves this class only if it is the sender's own.
  async #own(tokens: Tokens): Promise<Own> {
    if (tokens.kind === 'refused') return { kind: 'none' };
    if (tokens.kind === 'away') {
      this.#unreached(tokens.cause);
      return { kind: 'refused', isAway: true, because: AWAY };
    }
    const owner = tokenOwner(tokens.token, this.owner);
    if (owner === 'sender') return tokens;
    if (owner === 'somebodyElse') await this.#forgetOther();
    return { kind: 'refused', isAway: false, because: owner === 'somebodyElse' ? WRONG_ACCOUNT : UNREADABLE };
  }

  /** Otherwise the service would give the other account's token for ever. */
  async #forgetOther(): Promise<void> {
    await this.tokens.signOut().catch((cause: unknown) => this.#unreached(cause));
  }

  /** Not the error itself: the SDK's carries the request, and with it a token. */
  #unreached(cause: unknown): void {
    const { statusCode, name } = cause as { statusCode?: number; name?: string };
    this.parts.log(`the Bot Framework token service could not be used (${statusCode ?? name ?? 'no answer'})`);
  }
}

const executed = z.object({
  authentication: z.object({ connectionName: z.string(), token: z.string().min(1) }).optional().catch(undefined),
  state: z.string().optional().catch(undefined),
}).catch({});

/** After a 412 the client offers its sign-in button. */
function refusedExchange(own: Own): AdaptiveCardInvokeResponse | undefined {
  if (own.kind === 'token') return undefined;
  if (own.kind === 'refused' && own.isAway) return sentence(own.because);
  const message = own.kind === 'none' ? EXCHANGE_REFUSED : own.because;
  return response(412, 'application/vnd.microsoft.error.preconditionFailed', { code: '412', message });
}

function refusedCode(own: Own): AdaptiveCardInvokeResponse | undefined {
  if (own.kind === 'token') return undefined;
  return own.kind === 'refused' ? sentence(own.because) : response(401, 'application/vnd.microsoft.error.incorrectAuthCode', null);
}

const sentence = (text: string): AdaptiveCardInvokeResponse => response(200, 'application/vnd.microsoft.activity.message', text);

function response(statusCode: number, type: string, value: object | string | null): AdaptiveCardInvokeResponse {
  return { statusCode, type, value: value as Record<string, unknown> };
}
