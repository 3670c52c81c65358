import type { InvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { CardJson } from '../../cards/index.js';
import type { Turn } from '../turn.js';
import type { OwnToken, Outcome } from '../types.js';
import type { Delivery } from './delivery.js';
import { personOf } from './sender.js';

const asked = z.object({ data: z.looseObject({ verb: z.string().max(64) }) });

/**
 * Dialogs (task modules): a card of the bot with room of its own. Its buttons come back as `task/submit`, which dialogs know.
 * Source: Teams, "Adaptive Cards in dialogs": only `Action.Submit` works there.
 */
export class Dialogs {
  constructor(private readonly turn: Turn, private readonly delivery: Delivery, private readonly ownToken: (context: TurnContext) => OwnToken | undefined) {}

  /** Undefined: no invoke of these. */
  async answer(context: TurnContext): Promise<InvokeResponse | undefined> {
    const { name, value } = context.activity;
    if (name !== 'task/fetch' && name !== 'task/submit') return undefined;
    const request = asked.safeParse(value);
    if (!request.success) return task({ type: 'message', value: UNKNOWN });
    const { verb, msteams: _, ...data } = request.data.data;
    const pressed = this.turn.press(verb, data, personOf(context.activity, this.ownToken(context)));
    if (!pressed) return task({ type: 'message', value: UNKNOWN });
    return task(content(await this.delivery.redraw(pressed.run)));
  }
}

const UNKNOWN = "I don't know this button, or what it carries. The card may come from another version: ask again.";
/** A dialog can't ask for a sign-in; the card in the chat can. */
const SIGN_IN = 'This change is made with your own rights, and signing in for it needs the chat: confirm it on the card there.';

const task = (body: object): InvokeResponse => ({ status: 200, body: { task: body } });

function content({ card, text, signIn }: Outcome): object {
  if (signIn) return { type: 'message', value: SIGN_IN };
  return { type: 'continue', value: { title: text.split('\n')[0]!.slice(0, 80), width: 'large', height: 'large', card: { contentType: 'application/vnd.microsoft.card.adaptive', content: submitting(card) } } };
}

/** Each button in the form that dialogs know: the fallback that it carries. */
export function submitting(card: CardJson): CardJson {
  const { refresh: _, ...shown } = changed(card) as CardJson;
  return shown;
}

function changed(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(changed);
  if (typeof json !== 'object' || json === null) return json;
  const { fallback, ...rest } = json as CardJson;
  if (rest['type'] === 'Action.Execute') return fallback;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, changed(value)]));
}
