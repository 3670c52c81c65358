import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, otherPersonas, startDemoTenant, tenantId, type DemoTenant, type Persona } from '../../src/demo/index.js';
import type { AuditRow, PlanRecord } from '../../src/store/index.js';
import { FaultProxy, type Taken } from '../support/faultProxy.js';
import { runProduct, type RunningProduct } from './product.js';
import { TeamsClient, textOf, type Answer, type Delivered } from './teamsClient.js';

export type Json = Record<string, unknown>;

/** Who, and where: a chat of two where nothing else is said. `parts` go into the activity as they are. */
export interface Speaker {
  person?: Persona;
  chat?: string;
  channel?: string;
  parts?: Json;
}

/** What a reader sees, without the escapes that a client takes away. */
export const read = (card: unknown): string => textOf(card).replaceAll('\\', '').replaceAll(/[“”]/g, '`');
export const dataOf = (button: Json): Json => button['data'] as Json;
export const planIn = (card: unknown): string => /"plan":"([0-9a-f-]{36})"/.exec(JSON.stringify(card))![1]!;
export const planNumber = (card: unknown): number => Number(/Plan (\d+)/.exec(read(card))![1]);

export interface StageOptions {
  environment?: (graph: { url: string; token: string }) => Record<string, string>;
  options?: Parameters<typeof runProduct>[1];
  headers?: (serviceUrl: string) => Record<string, string>;
}

/** The whole product on loopback: a Graph-shaped tenant behind a proxy that counts what is written, Teams in front. */
export class ActingStage {
  /** How far the product's clock is ahead. Milliseconds. */
  #ahead = 0;
  #presses = 0;

  private constructor(
    readonly demo: DemoTenant, readonly proxy: FaultProxy, private readonly folder: string, private readonly headers: StageOptions['headers'],
  ) {}
  product!: RunningProduct;
  teams!: TeamsClient;

  static async open({ environment, options, headers }: StageOptions = {}): Promise<ActingStage> {
    const [folder, proxy] = await Promise.all([mkdtemp(join(tmpdir(), 'mfa-acting-')), FaultProxy.start()]);
    const demo = await startDemoTenant({ dataDir: folder, nextLinkBase: proxy.baseUrl });
    proxy.leadTo(demo.baseUrl);
    const stage = new ActingStage(demo, proxy, folder, headers);
    const graph = { url: proxy.baseUrl, token: demo.token };
    stage.product = await runProduct({ GRAPH_BASE_URL: graph.url, GRAPH_ACCESS_TOKEN: graph.token, ...environment?.(graph) }, { now: () => stage.now(), ...options });
    await stage.product.app.store;
    stage.teams = await TeamsClient.open(stage.product.port);
    return stage;
  }

  async close(): Promise<void> {
    await this.teams.close();
    await this.product.close();
    await this.demo.close();
    await this.proxy.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The product's own time. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  later(ms: number): void {
    this.#ahead += ms;
  }

  /** Says something and gives the card that answers, as it stands in the end. */
  async say(text: string, speaker: Speaker = {}): Promise<Json> {
    const before = this.teams.delivered.length;
    const { status } = await this.#post('message', { text }, speaker);
    assert.equal(status, 200);
    return this.#answer(before, speaker);
  }

  /** Presses a button as `Action.Execute` does, and gives the card as it stands in the end, in place or below. */
  async press(button: Json, speaker: Speaker = {}): Promise<Json> {
    const before = this.teams.delivered.length;
    const id = `pressed-${(this.#presses += 1)}`;
    const { status, body } = await this.execute(button, speaker, id);
    const { type, value } = body as { type: string; value: Json };
    assert.equal(status, 200);
    if (type.endsWith('message')) return this.#answer(before, speaker);
    assert.equal(type, 'application/vnd.microsoft.card.adaptive', JSON.stringify(body).slice(0, 300));
    return isBusy(value) ? (await this.#final(id)).card! : value;
  }

  /** The answer to the invoke itself. */
  execute({ verb, data }: Json, speaker: Speaker = {}, replyToId = 'any-card', more: Json = {}): Promise<Answer> {
    return this.#post('invoke', { name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data }, ...more }, replyToId }, speaker);
  }

  post(type: string, parts: Json, speaker: Speaker = {}): Promise<Answer> {
    return this.#post(type, parts, speaker);
  }

  /** Everything in the tenant that this product could write, as Graph tells it. */
  async tenant(): Promise<string> {
    const groups = await this.#all('/groups?$select=id&$top=999') as { id: string }[];
    const parts = await Promise.all([
      this.#all('/identity/conditionalAccess/policies'), this.#all('/policies/identitySecurityDefaultsEnforcementPolicy'), this.#all('/users?$select=id,accountEnabled,perUserMfaState&$top=999', 'beta'),
      ...groups.map(({ id }) => this.#all(`/groups/${id}/members?$select=id&$top=999`)),
    ]);
    return JSON.stringify(parts);
  }

  /** The same without the times that Entra itself puts on a policy at every change, and so at an undo. */
  async settings(): Promise<string> {
    return (await this.tenant()).replaceAll(/"modifiedDateTime":(?:"[^"]*"|null)/g, '"modifiedDateTime":0');
  }

  /** The tenant's own log of changes: who made each. */
  async directoryAudits(): Promise<{ by: string; activity: string }[]> {
    const rows = await this.#all('/auditLogs/directoryAudits?$top=999') as { activityDisplayName: string; initiatedBy: { user: { userPrincipalName: string } } }[];
    return rows.map((row) => ({ by: row.initiatedBy.user.userPrincipalName, activity: row.activityDisplayName }));
  }

  /** The product's own log. */
  async audit(): Promise<AuditRow[]> {
    return (await this.product.app.store).audit(tenantId).read({ limit: 100_000 });
  }

  async plan(id: string): Promise<PlanRecord> {
    return (await (await this.product.app.store).plans(tenantId).load(id))!;
  }

  async verified(): Promise<boolean> {
    return (await (await this.product.app.store).audit(tenantId).verify()).intact;
  }

  /** Every write that the tenant took; a scan asks some of its questions by POST. */
  get taken(): Taken[] {
    return this.proxy.taken.filter(({ path }) => !path.endsWith('/getByIds'));
  }

  /** How many writes went out while this ran. */
  async writes(work: () => Promise<unknown>): Promise<number> {
    const before = this.taken.length;
    await work();
    return this.taken.length - before;
  }

  /** Somebody else changes the tenant. */
  async request(method: string, path: string, body?: object): Promise<void> {
    const headers = { authorization: `Bearer ${this.demo.tokenFor(otherPersonas.approver.aadObjectId)}`, 'content-type': 'application/json' };
    const response = await fetch(`${this.demo.baseUrl}/v1.0${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
    assert.ok(response.ok, `${method} ${path}: ${response.status}`);
  }

  account(name: string): string {
    const { accounts } = this.product.app.scanner.latest()!.report;
    return accounts.find(({ userPrincipalName }) => userPrincipalName.toLowerCase().startsWith(`${name}@`))!.id;
  }

  verdict(name: string): string {
    return this.product.app.scanner.latest()!.report.accounts.find(({ id }) => id === this.account(name))!.verdict;
  }

  #post(type: string, parts: Json, speaker: Speaker): Promise<Answer> {
    return this.teams.post(this.teams.activity(type, { ...place(speaker), ...parts, ...speaker.parts }), this.headers?.(this.teams.serviceUrl));
  }

  async #answer(before: number, speaker: Speaker): Promise<Json> {
    const { id } = (place(speaker)['conversation'] as { id: string });
    const first = await this.teams.when(() => this.teams.delivered.slice(before).find(({ conversationId, kind }) => conversationId === id && kind === 'sent'));
    return isBusy(first.card) ? (await this.#final(first.id)).card! : first.card!;
  }

  #final(id: string): Promise<Delivered> {
    return this.teams.when(() => this.teams.delivered.find((each) => each.kind === 'updated' && each.id === id && !isBusy(each.card)));
  }

  async #all(path: string, version = 'v1.0'): Promise<unknown> {
    const response = await fetch(`${this.demo.baseUrl}/${version}${path}`, { headers: { authorization: `Bearer ${this.demo.token}` } });
    assert.equal(response.status, 200, path);
    const body = await response.json() as { value?: unknown; '@odata.nextLink'?: string };
    assert.equal(body['@odata.nextLink'], undefined, `${path} has more pages`);
    return body.value ?? body;
  }
}

const isBusy = (card: unknown): boolean => /Working on it|accounts so far|Carrying out/.test(textOf(card));

export function place({ person = demoPersona, chat, channel }: Speaker): Json {
  const { aadObjectId, displayName } = person;
  const conversation = channel === undefined ? { id: `a:${chat ?? 'chat'}-${aadObjectId}`, conversationType: 'personal' } : { id: `19:${channel}@thread.tacv2`, conversationType: 'channel' };
  return { from: { id: `29:${aadObjectId}`, aadObjectId, name: displayName }, conversation: { ...conversation, tenantId } };
}

let together: Promise<ActingStage> | undefined;

/** The product as it runs in the simulator beside a tenant, one for all files: it takes seconds to start. */
export const localStage = (): Promise<ActingStage> => (together ??= ActingStage.open());

after(async () => {
  const stage = await together;
  if (!stage) return;
  assert.equal(await stage.verified(), true, 'the chain of the audit log is broken');
  await stage.close();
});
