import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, startDemoTenant, tenantId, type DemoTenant, type Persona } from '../../src/demo/index.js';
import type { AppOptions } from '../../src/app.js';
import type { Store } from '../../src/store/index.js';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { TeamsClient, textOf, type Answer, type Delivered } from '../bot/teamsClient.js';
import { APP_ID, SigningAuthority, StubCredentialsFactory } from '../http/signedTeams.js';
import { RenamedTenant } from '../support/renamedTenant.js';

export type Json = Record<string, unknown>;

export const BOREALIS = tenantId;
export const AUSTRAL = '5f0c2a11-3b1e-4c55-9a77-0d6b1f2e3c44';
/** What only the one tenant's answers can hold, and only the other's. */
export const NAMES = { [BOREALIS]: /borealis|Bor\u00e9alis/i, [AUSTRAL]: /austral/i };
export const otherThan = (id: string): string => (id === BOREALIS ? AUSTRAL : BOREALIS);

export interface Entry extends Json {
  tenantId: string;
}

/** One process in Teams that watches two tenants. They have the same people under the same ids: only the tenant's id tells them apart. */
export class TwoTenants {
  product!: RunningProduct;
  teams!: TeamsClient;
  store!: Store;
  #ahead = 0;
  #presses = 0;

  private constructor(readonly folder: string, readonly authority: SigningAuthority, readonly demos: Record<string, DemoTenant>, readonly austral: RenamedTenant) {}

  /** `entries` changes what stands in TENANTS_FILE. */
  static async open(entries: (usual: Entry[]) => Entry[] = (usual) => usual, options: Omit<AppOptions, 'log'> = {}): Promise<TwoTenants> {
    const folder = await mkdtemp(join(tmpdir(), 'mfa-tenants-'));
    const [authority, first, second] = await Promise.all([SigningAuthority.open(), ...['one', 'two'].map((name) => startDemoTenant({ dataDir: join(folder, name) }))] as const);
    const austral = await RenamedTenant.start(second!.baseUrl, [[BOREALIS, AUSTRAL], ['borealis.example', 'austral.example'], ['borealisgeres', 'australgeres'], ['Boréalis', 'Austral']]);
    const stage = new TwoTenants(folder, authority, { [BOREALIS]: first!, [AUSTRAL]: second! }, austral);
    await stage.#start(entries, options);
    return stage;
  }

  get environment(): Record<string, string> {
    return { TENANTS_FILE: join(this.folder, 'tenants.json'), TOKEN_ONE: this.demos[BOREALIS]!.token, TOKEN_TWO: this.demos[AUSTRAL]!.token };
  }

  async #start(entries: (usual: Entry[]) => Entry[], options: Omit<AppOptions, 'log'>): Promise<void> {
    const usual = [
      { tenantId: BOREALIS, baseUrl: this.demos[BOREALIS]!.baseUrl, accessTokenVariable: 'TOKEN_ONE' },
      { tenantId: AUSTRAL.toUpperCase(), baseUrl: this.austral.baseUrl, accessTokenVariable: 'TOKEN_TWO' },
    ];
    await writeFile(this.environment['TENANTS_FILE']!, JSON.stringify(entries(usual)));
    this.product = await runProduct({ ...this.authority.environment, ...this.environment, GRAPH_WRITES: 'application', TAB_KEYS_URL: `${this.authority.url}/keys` }, {
      credentials: new StubCredentialsFactory(), now: () => Date.now() + this.#ahead, ...options,
    });
    this.store = await this.product.app.store;
    await Promise.all(this.product.app.products.map(({ scanner }) => scanner.scan().catch(() => undefined)));
    this.teams = await TeamsClient.open(this.product.port);
  }

  async close(): Promise<void> {
    await this.teams.close();
    await this.product.close();
    await this.austral.close();
    await Promise.all(Object.values(this.demos).map((demo) => demo.close()));
    await this.authority.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  leapTo(iso: string): void {
    this.#ahead = Date.parse(iso) - Date.now();
  }

  /** The conversation has the same id in both tenants, so that nothing but the tenant's id can keep them apart. */
  from(tenant: string | undefined, chat = 'chat', { aadObjectId, displayName }: Persona = demoPersona): Json {
    return {
      from: { id: `29:${aadObjectId}`, aadObjectId, name: displayName }, localTimezone: 'Europe/Paris',
      conversation: { id: `a:${chat}`, conversationType: 'personal', ...(tenant && { tenantId: tenant }) },
    };
  }

  post(type: string, parts: Json): Promise<Answer> {
    return this.teams.post(this.teams.activity(type, parts), { authorization: `Bearer ${this.authority.token(this.teams.serviceUrl)}` });
  }

  /** The card that answers, as it stands in the end. */
  async say(text: string, parts: Json): Promise<Json> {
    const before = this.teams.delivered.length;
    assert.equal((await this.post('message', { text, ...parts })).status, 200);
    const first = await this.teams.when(() => this.teams.delivered.slice(before).find(({ kind }) => kind === 'sent'));
    return isBusy(first.card) ? (await this.#final(first.id)).card! : first.card!;
  }

  async press({ verb, data }: Json, parts: Json): Promise<Json> {
    const id = `pressed-${(this.#presses += 1)}`;
    const { status, body } = await this.post('invoke', { name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb, data } }, replyToId: id, ...parts });
    assert.equal(status, 200, JSON.stringify(body));
    const { value } = body as { value: Json };
    return isBusy(value) ? (await this.#final(id)).card! : value;
  }

  /** What comes into the conversation of a tenant without being asked for. */
  arrives(tenant: string, from: number): Promise<Delivered> {
    return this.teams.when(() => this.teams.delivered.slice(from).find(({ activity, kind }) => kind === 'sent' && (activity['conversation'] as Json | undefined)?.['tenantId'] === tenant));
  }

  /** What Entra would issue to Teams for a person of the tenant. */
  tabToken(tenant: string, claims: object = {}): string {
    return this.authority.token('', {
      iss: `https://login.microsoftonline.com/${tenant}/v2.0`, aud: APP_ID, tid: tenant, oid: demoPersona.aadObjectId, name: 'Dana', scp: 'access_as_user', ver: '2.0', ...claims,
    });
  }

  async tab(path: string, token: string, body?: object): Promise<{ status: number; text: string }> {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) };
    const response = await fetch(`http://127.0.0.1:${this.product.port}${path}`, { method: body ? 'POST' : 'GET', headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, text: await response.text() };
  }

  #final(id: string): Promise<Delivered> {
    return this.teams.when(() => this.teams.delivered.find((each) => each.kind === 'updated' && each.id === id && !isBusy(each.card)));
  }
}

const isBusy = (card: unknown): boolean => /Working on it|accounts so far|Carrying out/.test(textOf(card));

/** Holds what is the tenant's own, and nothing of the other one. */
export function isOnlyOf(tenant: string, what: unknown): void {
  const text = JSON.stringify(what);
  assert.match(text, NAMES[tenant]!);
  assert.doesNotMatch(text, NAMES[otherThan(tenant)]!);
}
