import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** One message the bot sent or updated, as Bot Framework's connector gets it. */
export interface Delivered {
  id: string;
  kind: 'sent' | 'updated';
  conversationId: string;
  authorization: string | undefined;
  activity: Json;
  card: Json | undefined;
}

export interface Answer {
  status: number;
  body: unknown;
}

/** Stands where Teams stands: posts activities to the bot, and is the connector the bot answers to. */
export class TeamsClient {
  readonly delivered: Delivered[] = [];
  /** Who the connector says is in any conversation; undefined: it refuses to tell. */
  members: string[] | undefined = [];
  /** Conversations (or teams) it was asked about. */
  readonly membersAsked: string[] = [];
  #connector: Server;
  #next = 0;
  #waiting: (() => void)[] = [];

  private constructor(private botPort: number) {
    this.#connector = createServer((request, response) => {
      const roster = /conversations\/([^/]+)\/pagedmembers/.exec(request.url ?? '')?.[1];
      if (roster) response.statusCode = this.members ? 200 : 403;
      if (roster) return void response.setHeader('content-type', 'application/json').end(JSON.stringify(this.#roster(roster)));
      void this.#take(request).then((id) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ id })));
    });
  }

  static async open(botPort: number): Promise<TeamsClient> {
    const client = new TeamsClient(botPort);
    await new Promise<void>((resolve) => client.#connector.listen(0, '127.0.0.1', resolve));
    return client;
  }

  /** The bot has another address now, as after a restart. */
  goesOnWith(botPort: number): void {
    this.botPort = botPort;
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${(this.#connector.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.#connector.closeAllConnections();
    return new Promise((resolve) => this.#connector.close(() => resolve()));
  }

  activity(type: string, parts: Json = {}): Json {
    return {
      type, id: `in-${(this.#next += 1)}`, channelId: 'msteams', serviceUrl: this.serviceUrl, locale: 'en-US',
      from: { id: '29:dana', aadObjectId: '20000000-0000-4000-8000-0000000000aa', name: 'Dana' },
      recipient: { id: '28:bot', name: 'MFA Bot' }, conversation: { id: 'a:chat', conversationType: 'personal' }, ...parts,
    };
  }

  async post(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.botPort}/api/messages`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  }

  /** Says something and gives the message that answers; on a busy machine that one comes in place of its progress. */
  async say(text: string, parts: Json = {}): Promise<Delivered> {
    const before = this.delivered.length;
    const said = this.activity('message', { text, ...parts });
    const { id } = said['conversation'] as { id: string };
    const { status } = await this.post(said);
    if (status !== 200) throw new Error(`the bot answered ${status}`);
    const first = await this.when(() => this.delivered.slice(before).find(({ kind, conversationId }) => kind === 'sent' && conversationId === id));
    return isProgress(first.card) ? this.settled(first.id, before) : first;
  }

  /** What stands in place of a message once nothing is under way any more. `since`: among what was delivered from there on. */
  settled(id: string, since: number): Promise<Delivered> {
    return this.when(() => this.delivered.slice(since).find((each) => each.kind === 'updated' && each.id === id && !isProgress(each.card)));
  }

  /** Presses a button as `Action.Execute` does; the answer is the invoke's. */
  press(pressed: Json, replyToId: string, parts: Json = {}): Promise<Answer> {
    const value = { action: { type: 'Action.Execute', verb: pressed['verb'], data: pressed['data'] } };
    return this.post(this.activity('invoke', { name: 'adaptiveCard/action', value, replyToId, ...parts }));
  }

  /** Waits for something to be delivered. */
  async when<T>(look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #roster(conversationId: string): Json {
    this.membersAsked.push(decodeURIComponent(conversationId));
    return { members: this.members?.map((id) => ({ id, name: id })) };
  }

  async #take(request: IncomingMessage): Promise<string> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    const [, conversationId = '', given] = /conversations\/([^/]+)\/activities\/?([^/?]*)/.exec(request.url ?? '') ?? [];
    const activity = JSON.parse(text) as Json;
    const isUpdate = request.method === 'PUT';
    const id = isUpdate ? decodeURIComponent(given!) : `out-${(this.#next += 1)}`;
    const attachments = activity['attachments'] as { content: Json }[] | undefined;
    this.delivered.push({
      id, kind: isUpdate ? 'updated' : 'sent', conversationId: decodeURIComponent(conversationId),
      authorization: request.headers.authorization, activity, card: attachments?.[0]?.content,
    });
    for (const wake of this.#waiting.splice(0)) wake();
    return id;
  }
}

/** A card that only says that its answer is under way. */
export const isProgress = (card: unknown): boolean => /Working on it…|accounts so far/.test(textOf(card));

/** All actions of a card, wherever they stand. */
export function actionsOf(json: unknown): Json[] {
  if (Array.isArray(json)) return json.flatMap(actionsOf);
  if (typeof json !== 'object' || json === null) return [];
  const { fallback: _, ...object } = json as Json;
  const own = String(object['type']).startsWith('Action.') ? [object] : [];
  return [...own, ...Object.values(object).flatMap(actionsOf)];
}

export function action(card: unknown, title: string | RegExp): Json {
  const found = actionsOf(card).find((each) => (typeof title === 'string' ? each['title'] === title : title.test(String(each['title']))));
  if (!found) throw new Error(`the card has no button ${String(title)}: ${actionsOf(card).map((each) => String(each['title'])).join(' | ')}`);
  return found;
}

/** Everything a reader sees, in order. */
export function textOf(json: unknown): string {
  if (Array.isArray(json)) return json.map(textOf).filter(Boolean).join('\n');
  if (typeof json !== 'object' || json === null) return '';
  const { text, fallback: _, ...rest } = json as Json;
  return [typeof text === 'string' ? text : '', ...Object.values(rest).map(textOf)].filter(Boolean).join('\n');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
