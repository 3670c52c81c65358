import { setTimeout as wait } from 'node:timers/promises';
import { CardFactory, TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import { noticeCard, present, type CardJson, type Presented } from '../../cards/index.js';
import type { Log, OnProgress, Outcome } from '../types.js';
import type { TeamsAdapter } from './adapter.js';
import { Audience, sharedCard } from './audience.js';
import { withMoreRoom, type LinkTo } from './beyond.js';
import { consentCard } from './fileOffer.js';
import type { Place } from './sender.js';

/** How long a turn waits for its answer before it shows progress; Teams gives an invoke ten seconds in all. */
const PATIENCE_MS = 500;
/** Between two updates of one message: Teams allows seven messages a second in a conversation. */
const UPDATE_EVERY_MS = 1_000;

export type Work = (onProgress: OnProgress) => Promise<Outcome>;
/** Asks the person to sign in, in a message of its own. */
export type AskSignIn = (reference: Partial<ConversationReference>) => Promise<void>;

/** Teams gives an invoke ten seconds in all; a card that draws itself again has nobody to tell about progress. */
const REFRESH_PATIENCE_MS = 8_000;

/** Sends answers; those that take long become one message that updates itself, also after the request has ended. */
export class Delivery {
  readonly #following = new Set<Promise<void>>();
  readonly #audience: Audience;

  constructor(
    private readonly adapter: TeamsAdapter, private readonly isDemo: boolean, private readonly log: Log, private readonly askSignIn?: AskSignIn,
    private readonly linkTo: LinkTo = () => undefined,
  ) {
    this.#audience = new Audience(log);
  }

  /** The answer as a new message. */
  async send(context: TurnContext, work: Work): Promise<void> {
    const running = this.#start(work);
    if (await running.isDoneSoon()) {
      await context.sendActivity(await this.#toAll(await running.result, () => this.#people(context)));
      return this.#asked(TurnContext.getConversationReference(context.activity), running);
    }
    const sent = await context.sendActivity(this.message(running.progress));
    if (sent) this.#follow(context, sent.id, running);
  }

  /** The answer in place of the message with that id. `isShared`: only what became of the card's subject; a refusal stays beside it. */
  async replace(context: TurnContext, id: string, work: Work, isShared = false): Promise<void> {
    const running = this.#start(work);
    const isDone = await running.isDoneSoon(isShared);
    const presented = isDone ? await running.result : running.progress;
    if (isShared && !presented.refresh && !this.#isAlone(context)) return void (await context.sendActivity(this.message(presented)));
    await context.updateActivity({ ...(await this.#toAll(presented, () => this.#people(context))), id });
    if (!isDone) return this.#follow(context, id, running);
    await this.#asked(TurnContext.getConversationReference(context.activity), running);
  }

  /**
   * The card an invoke is answered with, which can ask for a sign-in itself; what comes later goes into the message with that id.
   * Only who pressed sees the answer: `isShared`, the message is edited for everybody else, unless the answer is about the person alone.
   */
  async respond(context: TurnContext, id: string | undefined, work: Work, isShared = false): Promise<Outcome> {
    const running = this.#start(work);
    // Alone, a person sees at once that something happens; where others look on, or a sign-in may have to be asked for, the first word is awaited.
    const mustWait = isShared && (!this.#isAlone(context) || this.askSignIn !== undefined);
    if (!(await running.isDoneSoon(mustWait))) {
      if (id) this.#follow(context, id, running);
      return running.progress;
    }
    const outcome = await running.result;
    if (id && isShared && outcome.refresh && !this.#isAlone(context)) this.#follow(context, id, running);
    return outcome;
  }

  /** Into a place of earlier: edits the card that stands there, or sends a new message. */
  async into({ reference, id }: Place, presented: Presented): Promise<void> {
    const message = this.message({ ...presented, card: presented.base?.() ?? presented.card });
    await this.adapter.continueConversationAsync(this.adapter.appId, reference, async (context) =>
      void (await (id ? context.updateActivity({ ...message, id }) : context.sendActivity(message))));
  }

  /** For a card that its reader's client draws again by itself: posts nothing, neither now nor later. */
  async redraw(work: Work): Promise<Outcome> {
    const running = this.#start(work);
    return (await running.isDoneWithin(REFRESH_PATIENCE_MS)) ? running.result : running.progress;
  }

  /** A card and, for notifications and screen readers, its first line. */
  message(presented: Outcome): Partial<Activity> {
    const summary = presented.text.split('\n')[0]!.slice(0, 200);
    const attachment = presented.offer ? consentCard(presented.offer) : CardFactory.adaptiveCard(this.card(presented));
    return { type: 'message', attachments: [attachment], summary };
  }

  /** Real Teams gives a card the width of the window; the simulator only complains about it. */
  card(presented: Presented): CardJson {
    const { isLocal } = this.adapter;
    const card = withMoreRoom(presented, { linkTo: this.linkTo, hasDialogs: !isLocal });
    return isLocal ? card : { ...card, msteams: { width: 'Full' } };
  }

  /** Where several people see a message it carries nobody's rights, and each client asks for its reader's own view. */
  async #toAll(presented: Presented, people: () => Promise<string[] | undefined>): Promise<Partial<Activity>> {
    const userIds = presented.base || presented.refresh ? await people() : undefined;
    return this.message(userIds ? { ...presented, card: sharedCard(presented, userIds) } : presented);
  }

  /** Undefined: the sender's own view can go to everybody there is. The simulator draws no card again. */
  async #people(context: TurnContext): Promise<string[] | undefined> {
    return this.#isAlone(context) ? undefined : this.#audience.people(context);
  }

  #isAlone({ activity: { conversation } }: TurnContext): boolean {
    return this.adapter.isLocal || conversation.conversationType === 'personal';
  }

  /** Resolves when nothing is under way any more: what a clean stop waits for. */
  async idle(): Promise<void> {
    await Promise.all(this.#following);
  }

  #start(work: Work): Running {
    return new Running(work, present(noticeCard, { message: 'Working on it…' }, { isDemo: this.isDemo }));
  }

  #follow(context: TurnContext, id: string, running: Running): void {
    const reference = TurnContext.getConversationReference(context.activity);
    const people = this.#people(context);
    const following: Promise<void> = this.#update(reference, id, running, people)
      .catch((cause: unknown) => this.log('updating a message failed', cause))
      .finally(() => this.#following.delete(following));
    this.#following.add(following);
  }

  async #update(reference: Partial<ConversationReference>, id: string, running: Running, people: Promise<string[] | undefined>): Promise<void> {
    for await (const presented of running.updates()) {
      const update = { ...(await this.#toAll(presented, () => people)), id };
      await this.adapter.continueConversationAsync(this.adapter.appId, reference, async (context) => void (await context.updateActivity(update)));
    }
    await this.#asked(reference, running);
  }

  async #asked(reference: Partial<ConversationReference>, running: Running): Promise<void> {
    if ((await running.result).signIn) await this.askSignIn?.(reference);
  }
}

/** Work under way: its latest progress and its result. */
class Running {
  readonly result: Promise<Outcome>;
  #isDone = false;
  #tells!: () => void;
  readonly #told = new Promise<void>((resolve) => (this.#tells = resolve));

  constructor(work: Work, public progress: Presented) {
    this.result = work((latest) => {
      this.progress = latest;
      this.#tells();
    }).finally(() => (this.#isDone = true));
  }

  /** `isShared`: "working on it" must not stand where everybody reads, so it waits for the first word or for the end. */
  async isDoneSoon(isShared = false): Promise<boolean> {
    if ((await this.isDoneWithin(PATIENCE_MS)) || !isShared) return this.#isDone;
    await Promise.race([this.#told, this.isDoneWithin(REFRESH_PATIENCE_MS)]);
    return this.#isDone;
  }

  async isDoneWithin(ms: number): Promise<boolean> {
    await this.#within(ms);
    return this.#isDone;
  }

  /** Each new progress, at most one a second, and the result last. */
  async *updates(): AsyncGenerator<Presented> {
    let shown = this.progress;
    while (!this.#isDone) {
      await this.#within(UPDATE_EVERY_MS);
      if (this.#isDone || this.progress === shown) continue;
      shown = this.progress;
      yield shown;
    }
    yield await this.result;
  }

  /** The timer ends with the work, so that nothing keeps a stopping process alive. */
  async #within(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([this.result, wait(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
  }
}
