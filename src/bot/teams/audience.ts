import { TeamsInfo, type TurnContext } from 'botbuilder';
import type { CardJson, Presented } from '../../cards/index.js';
import type { Log } from '../types.js';

/** Teams draws a card again for at most so many people; for a longer list it draws it for nobody. */
const MOST = 60;
const PAGE = 100;
const KEPT_MS = 10 * 60_000;
const KEPT_CONVERSATIONS = 1_000;

/** Who is in a conversation, and what all of them get to see of a card whose buttons only some may press. */
export class Audience {
  readonly #kept = new Map<string, { until: number; members: Promise<string[]> }>();

  constructor(private readonly log: Log, private readonly now: () => number = () => performance.now()) {}

  /** Ids for `refresh`: the sender first. Reads the members now, so that the context may end before the answer is there. */
  async people(context: TurnContext): Promise<string[]> {
    const { id } = context.activity.from;
    const members = await this.#members(context);
    return [...new Set([id, ...members])].slice(0, MOST);
  }

  #members(context: TurnContext): Promise<string[]> {
    const [key = ''] = context.activity.conversation.id.split(';');
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.now()) return kept.members;
    const members = this.#read(context);
    this.#kept.delete(key);
    this.#kept.set(key, { until: this.now() + KEPT_MS, members });
    if (this.#kept.size > KEPT_CONVERSATIONS) this.#kept.delete(this.#kept.keys().next().value!);
    return members;
  }

  /** Unread, only the sender sees their own view; the others press and are answered all the same. */
  async #read(context: TurnContext): Promise<string[]> {
    try {
      const { members } = await TeamsInfo.getPagedMembers(context, PAGE);
      return members.map(({ id }) => id);
    } catch (cause) {
      this.log('the members of a conversation could not be read', cause);
      return [];
    }
  }
}

/** Nobody's buttons, and who may ask for their own. */
export function sharedCard({ card, base, refresh }: Presented, userIds: string[]): CardJson {
  const seen = base?.() ?? card;
  return refresh ? { ...seen, refresh: { action: { type: 'Action.Execute', title: 'Show what I may do', ...refresh }, userIds } } : seen;
}
