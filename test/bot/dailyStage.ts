import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, tenantId, type Persona } from '../../src/demo/index.js';
import { Neighbour } from '../support/behindTheBack.js';
import { freshDatabase } from '../support/freshDatabase.js';
import { runProduct, type RunningProduct } from './product.js';
import { TeamsClient, textOf, type Delivered } from './teamsClient.js';

export type Json = Record<string, unknown>;

/** 07:00 in Paris, on a Thursday in winter: the clock of the product starts here, goes on by itself, and leaps. */
export const START = Date.parse('2026-11-26T06:00:00Z');

/** What a reader sees, without the escapes that a client takes away. */
export const read = (card: unknown): string => textOf(card).replaceAll('\\', '');
const isBusy = (card: unknown): boolean => /Working on it|accounts so far/.test(textOf(card));

export const personal = (id: string): Json => ({ id: `a:${id}`, conversationType: 'personal' });
export const channel = (id: string, thread = ''): Json => ({ id: `19:${id}@thread.tacv2${thread}`, conversationType: 'channel', isGroup: true });

interface Saying {
  person?: Persona;
  /** What the client tells of its time zone. */
  zone?: Json;
}

/** The product on a tenant that is changed behind its back, with a clock that leaps. */
export class DailyStage {
  #leaps = 0;
  readonly #started = Date.now();
  product!: RunningProduct;
  teams!: TeamsClient;
  neighbour!: Neighbour;
  #folder = '';
  #environment: Record<string, string> = {};
  #presses = 0;

  readonly now = (): number => START + (Date.now() - this.#started) + this.#leaps;

  leapTo(iso: string): void {
    this.#leaps += Math.max(0, Date.parse(iso) - this.now());
  }

  async open(environment: Record<string, string> = {}, tenant: Parameters<typeof Neighbour.start>[1] = {}): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'mfa-neighbour-'));
    // Scans and the directory's audit log go by the machine's clock, both; only what is due goes by ours.
    this.neighbour = await Neighbour.start(this.#folder, tenant);
    this.#environment = { ...this.neighbour.environment, ...(await freshDatabase()), ...environment };
    this.product = await this.another();
    this.teams = await TeamsClient.open(this.product.port);
  }

  /** One more process on the same tenant and the same database. */
  async another(): Promise<RunningProduct> {
    const product = await runProduct(this.#environment, { now: this.now });
    await product.app.store;
    return product;
  }

  /** The product is down for a while. */
  async downUntil(iso: string): Promise<void> {
    await this.product.close();
    this.leapTo(iso);
    this.product = await this.another();
    this.teams.goesOnWith(this.product.port);
  }

  async close(): Promise<void> {
    await this.teams?.close();
    await this.product?.close();
    await this.neighbour?.demo.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  as(conversation: Json, { person = demoPersona, zone = { localTimezone: 'Europe/Paris' } }: Saying = {}): Json {
    return { from: { id: `29:${person.aadObjectId}`, aadObjectId: person.aadObjectId, name: person.displayName }, conversation, ...zone };
  }

  /** The card that answers. */
  async ask(text: string, conversation: Json, saying?: Saying): Promise<Json> {
    const first = await this.teams.say(text, this.as(conversation, saying));
    return isBusy(first.card) ? (await this.#final(first.id)).card! : first.card!;
  }

  async say(text: string, conversation: Json, saying?: Saying): Promise<string> {
    return read(await this.ask(text, conversation, saying));
  }

  async press(pressed: Json, conversation: Json, saying?: Saying): Promise<Json> {
    const id = `pressed-${(this.#presses += 1)}`;
    const { body } = await this.teams.press({ ...pressed, data: { ...(pressed['data'] as Json), below: false } }, id, this.as(conversation, saying));
    const card = (body as { value?: unknown }).value;
    if (typeof card !== 'object') return { text: String(card ?? JSON.stringify(body)) };
    return isBusy(card) ? (await this.#final(id)).card! : card as Json;
  }

  #final(id: string): Promise<Delivered> {
    return this.teams.when(() => this.teams.delivered.find((each) => each.kind === 'updated' && each.id === id && !isBusy(each.card)));
  }

  /** What comes into a conversation without being asked for. */
  arrived(conversation: Json, from: number, pattern: RegExp): Promise<Delivered> {
    return this.teams.when(() => this.teams.delivered.slice(from).find((each) => each.conversationId === conversation['id'] && each.kind === 'sent' && pattern.test(read(each.card))));
  }

  async subscriptions(conversation: Json) {
    return (await this.product.app.store).subscriptions(tenantId).inConversation(String(conversation['id']).replace(/;.*/, ''));
  }
}
