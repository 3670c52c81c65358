import type { InvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { noticeCard, present } from '../../cards/index.js';
import type { Turn } from '../turn.js';
import type { Log, Outcome } from '../types.js';
import type { Delivery } from './delivery.js';
import { Recently } from './recently.js';
import { personOf } from './sender.js';
import type { SignIn, SignInSession } from './signIn.js';
import { CLOSED, EXCHANGE_REFUSED, failureWords, NOTHING_WAITS, OTHER_CONNECTION, WRONG_CODE } from './signInWords.js';

export interface SignInInvokesParts {
  signIn: SignIn;
  turn: Turn;
  delivery: Delivery;
  log: Log;
}

/** A sign-in that was asked for in a message comes back as one of Teams' `signin/...` invokes. */
export class SignInInvokes {
  /** Every client the person has open sends its own: one goes on, one failure is told. */
  readonly #continued = new Recently(10 * 60_000);
  readonly #told = new Recently(60_000);

  constructor(private readonly parts: SignInInvokesParts) {}

  /** Undefined: no invoke of these. */
  async answer(context: TurnContext): Promise<InvokeResponse | undefined> {
    switch (context.activity.name) {
      case 'signin/tokenExchange': return this.#exchange(context);
      case 'signin/verifyState': return this.#verify(context);
      case 'signin/failure': return this.#failed(context);
      default: return undefined;
    }
  }

  /** After a 412 the client shows the sign-in button of the card. */
  async #exchange(context: TurnContext): Promise<InvokeResponse> {
    const { signIn } = this.parts;
    const asked = exchangeRequest.safeParse(context.activity.value);
    if (!asked.success || asked.data.connectionName !== signIn.connectionName) return { status: 400, body: { failureDetail: OTHER_CONNECTION } };
    const { token, ...named } = asked.data;
    const session = signIn.open(context);
    const own = await session.exchange(token);
    if (own.kind === 'refused' && own.isAway) return this.#tell(context, own.because, 503);
    if (own.kind !== 'token') return { status: 412, body: { ...named, failureDetail: own.kind === 'none' ? EXCHANGE_REFUSED : own.because } };
    if (this.#continued.isFirst(keyOf(context, named.id))) await this.#goOn(context, session);
    return { status: 200 };
  }

  async #verify(context: TurnContext): Promise<InvokeResponse> {
    const { state } = verification.parse(context.activity.value);
    if (!state || state === 'CancelledByUser') return this.#tell(context, CLOSED, 200);
    const session = this.parts.signIn.open(context);
    const own = await session.redeem(state);
    if (own.kind === 'refused') return this.#tell(context, own.because, own.isAway ? 503 : 404);
    if (own.kind === 'none') return this.#tell(context, WRONG_CODE, 404);
    await this.#goOn(context, session);
    return { status: 200 };
  }

  async #failed(context: TurnContext): Promise<InvokeResponse> {
    const { code } = failure.parse(context.activity.value);
    this.parts.log(`Teams did not sign a person in (\`${code}\`)`);
    return this.#tell(context, failureWords(code), 200);
  }

  async #goOn(context: TurnContext, session: SignInSession): Promise<void> {
    const { turn, delivery } = this.parts;
    const person = personOf(context.activity, session.ownToken);
    await delivery.send(context, async (onProgress) => {
      const outcome: Outcome = (await turn.signedIn(person, onProgress)) ?? this.#notice(NOTHING_WAITS);
      // Asking again at once would go round in circles: the client signs in by itself.
      return { ...outcome, signIn: false };
    });
  }

  async #tell(context: TurnContext, sentence: string, status: number): Promise<InvokeResponse> {
    if (this.#told.isFirst(keyOf(context, sentence))) await context.sendActivity(this.parts.delivery.message(this.#notice(sentence)));
    return { status };
  }

  #notice(message: string): Outcome {
    return present(noticeCard, { message }, { isDemo: false });
  }
}

const exchangeRequest = z.object({ id: z.string(), connectionName: z.string(), token: z.string().min(1) });
const verification = z.object({ state: z.string().optional() }).catch({});
const failure = z.object({ code: z.string().regex(/^[\w-]{1,40}$/) }).catch({ code: 'unknown' });

const keyOf = ({ activity: { conversation, from } }: TurnContext, what: string): string => JSON.stringify([conversation.id, from.id, what]);
