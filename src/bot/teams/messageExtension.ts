import type { InvokeResponse, TurnContext } from 'botbuilder';
import { z } from 'zod';
import { clean, type CardJson, type Presented } from '../../cards/index.js';
import type { Hit } from '../search.js';
import { SEARCHES } from '../searches.js';
import type { Turn } from '../turn.js';
import type { Delivery } from './delivery.js';
import { personOf } from './sender.js';

/** Only what a search lists can be chosen: a choice is no way round to other buttons. */
const chosen = z.object({ verb: z.enum(['explain', 'answer']), data: z.looseObject({}) });
const query = z.object({
  commandId: z.enum(SEARCHES.map(({ id }) => id)),
  parameters: z.array(z.looseObject({ name: z.string(), value: z.unknown() })).catch([]),
  queryOptions: z.looseObject({ skip: z.number().catch(0) }).catch({ skip: 0 }),
});

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const THUMBNAIL = 'application/vnd.microsoft.card.thumbnail';
const MAX_SUBTITLE_BYTES = 160;

/**
 * Search from the compose box: a list of previews, and the one that is chosen as a card.
 * Source: Teams, "Respond to search command" and "Universal Actions for search based message extensions".
 */
export class MessageExtension {
  constructor(private readonly turn: Turn, private readonly delivery: Delivery) {}

  /** Undefined: no invoke of these. */
  async answer(context: TurnContext): Promise<InvokeResponse | undefined> {
    switch (context.activity.name) {
      case 'composeExtension/query': return this.#query(context);
      case 'composeExtension/selectItem': return this.#choose(context);
      default: return undefined;
    }
  }

  async #query(context: TurnContext): Promise<InvokeResponse> {
    const asked = query.safeParse(context.activity.value);
    if (!asked.success) return UNKNOWN_SEARCH;
    const { commandId, parameters, queryOptions } = asked.data;
    // There is one page; a client that scrolls asks for the next, which is empty.
    if (queryOptions.skip > 0) return result([]);
    const name = SEARCHES.find(({ id }) => id === commandId)!.parameter.name;
    const words = parameters.find((parameter) => parameter.name === name)?.value;
    const outcome = await this.turn.search(commandId, typeof words === 'string' ? words : '');
    return 'hits' in outcome ? result(outcome.hits.map((hit) => this.#listed(hit))) : sentence(outcome.sentence);
  }

  /** The whole card is only made for the one that is chosen. Where a client posts the listed one at once, it refreshes to the same. */
  async #choose(context: TurnContext): Promise<InvokeResponse> {
    const choice = chosen.safeParse(context.activity.value);
    const pressed = choice.success ? this.turn.press(choice.data.verb, choice.data.data, personOf(context.activity)) : undefined;
    if (!choice.success || !pressed) return UNKNOWN_SEARCH;
    const presented = await this.delivery.redraw(pressed.run);
    return result([{ contentType: ADAPTIVE, content: this.#refreshing(presented, choice.data) }]);
  }

  #listed(hit: Hit): object {
    const { title, subtitle, posted, verb, data } = hit;
    const preview = { title: inert(title), text: inert(subtitle), tap: { type: 'invoke', value: { verb, data } } };
    return { contentType: ADAPTIVE, content: this.#refreshing(posted, hit), preview: { contentType: THUMBNAIL, content: preview } };
  }

  /** Everybody sees what is posted: without anybody's buttons. Without `userIds` it refreshes for all in conversations of up to 60 people. */
  #refreshing(presented: Presented, { verb, data }: { verb: string; data: object }): CardJson {
    const action = { type: 'Action.Execute', title: 'Refresh', verb, data: data as CardJson };
    return { ...this.delivery.card({ ...presented, card: presented.base?.() ?? presented.card }), refresh: { action } };
  }
}

/** A preview's text is drawn as light HTML: names must not bring any. */
const inert = (text: string): string => clean(text, MAX_SUBTITLE_BYTES).replaceAll('<', '‹').replaceAll('>', '›');

const result = (attachments: object[]): InvokeResponse => ({ status: 200, body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } } });
const sentence = (text: string): InvokeResponse => ({ status: 200, body: { composeExtension: { type: 'message', text } } });
const UNKNOWN_SEARCH: InvokeResponse = { status: 400, body: { code: 'BadSearch', message: "I don't know this search; the app may come from another version." } };
