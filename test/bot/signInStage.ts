import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { everybody } from '../../src/bot/admission.js';
import type { Pressed, Turn } from '../../src/bot/turn.js';
import type { Outcome, Person } from '../../src/bot/types.js';
import { noticeCard, present } from '../../src/cards/index.js';
import { loadConfig } from '../../src/config.js';
import { serve, type Serving } from '../../src/serve.js';
import { APP_ID, SigningAuthority, StubCredentialsFactory } from '../http/signedTeams.js';
import { TeamsClient, textOf, type Answer, type Delivered } from './teamsClient.js';
import { entraToken, TokenService } from './tokenService.js';

export type Json = Record<string, unknown>;

export const TENANT = '10000000-0000-4000-8000-000000000001';
export const DANA = '20000000-0000-4000-8000-0000000000aa';
export const own = entraToken({ oid: DANA, tid: TENANT });
export const SSO = entraToken({ oid: DANA, tid: TENANT, aud: `api://botid-${APP_ID}`, scp: 'access_as_user' });
export const LOGIN = 'application/vnd.microsoft.activity.loginRequest';
export const CARD = 'application/vnd.microsoft.card.adaptive';
export const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** One plan that waits to be confirmed, by button or by "yes": done once, and only with the person's own token. */
class OnePlan implements Pick<Turn, 'say' | 'press' | 'signedIn' | 'welcome'> {
  readonly doneWith: string[] = [];
  readonly people: Person[] = [];
  takesMs = 0;
  #waits = false;

  press(verb: string, _data: unknown, person: Person): Pressed | undefined {
    return verb === 'confirm' ? { placement: 'here', run: () => this.#confirm(person) } : undefined;
  }

  async say(q: string, person: Person) {
    const outcome = await this.#confirm(person);
    const { text, card } = outcome;
    return { outcome, reply: { q, intent: 'enforce-account' as const, slots: {}, topic: null, confidence: 1, text, citations: [], card } };
  }

  async signedIn(person: Person): Promise<Outcome | undefined> {
    return this.#waits ? this.#confirm(person) : undefined;
  }

  welcome = () => notice('welcome');

  reset(): void {
    this.doneWith.length = this.people.length = this.takesMs = 0;
    this.#waits = false;
  }

  async #confirm(person: Person): Promise<Outcome> {
    this.people.push(person);
    const token = (await person.ownToken?.()) ?? { kind: 'refused' as const, because: 'no way to get a token' };
    if (this.takesMs) await wait(this.takesMs);
    if (token.kind === 'refused') return notice(token.because);
    this.#waits = token.kind === 'signIn';
    if (token.kind === 'signIn') return { ...notice('The plan, and its buttons'), signIn: true };
    if (this.doneWith.length > 0) return notice('Done already.');
    this.doneWith.push(token.token);
    return notice('Done now.');
  }
}

/** Without the escapes of the card's markdown; code is quoted there. */
export const read = (card: unknown): string => textOf(card).replaceAll('\\', '').replaceAll(/[“”]/g, '`');

const notice = (message: string): Outcome => present(noticeCard, { message }, { isDemo: false });

/** The product with one plan in it, Teams and the token service around it, for the tests of the suite that calls this. */
export function signInStage() {
  let authority: SigningAuthority;
  let tokens: TokenService;
  const plan = new OnePlan();
  let serving: Serving;
  let teams: TeamsClient;
  const log: string[] = [];

  const run = async (environment: Record<string, string>): Promise<Serving> => {
    const credentials = new StubCredentialsFactory();
    const config = loadConfig({ ...authority.environment, OAuthUrl: tokens.url, GRAPH_ACCESS_TOKEN: 'reader', PORT: '0', ...environment });
    return serve({ tenants: [{ answersTo: () => undefined, turn: plan as unknown as Turn, admission: everybody }], config, isDemo: false, language: Promise.resolve(), credentials, log: (message, cause) => log.push(`${message} ${String(cause ?? '')}`) });
  };

  before(async () => {
    authority = await SigningAuthority.open();
    tokens = await TokenService.open('graph', APP_ID);
    serving = await run({ OAUTH_CONNECTION_NAME: 'graph' });
    teams = await TeamsClient.open(serving.port);
  });
  beforeEach(() => {
    plan.reset();
    tokens.reset();
    conversation += 1;
  });
  after(async () => {
    assert.deepEqual(tokens.unexpected, []);
    assert.doesNotMatch(log.join('\n'), /eyJ|sign-on/, 'no token is logged');
    await teams.close();
    await serving.close();
    await tokens.close();
    await authority.close();
  });

  let conversation = 0;
  const place = (parts: Json = {}) => ({ conversation: { id: `a:${conversation}`, conversationType: 'personal', tenantId: TENANT, ...parts } });
  const signed = () => ({ authorization: `Bearer ${authority.token(teams.serviceUrl)}` });
  const post = (type: string, parts: Json, client = teams): Promise<Answer> => client.post(teams.activity(type, { ...place(), ...parts }), signed());
  const execute = (more: Json = {}, parts: Json = {}): Promise<Answer> =>
    post('invoke', { name: 'adaptiveCard/action', replyToId: 'card-1', value: { action: { type: 'Action.Execute', verb: 'confirm', data: {} }, ...more }, ...parts });
  const signInInvoke = (name: string, value: Json): Promise<Answer> => post('invoke', { name: `signin/${name}`, value });
  const sentHere = (): Delivered[] => teams.delivered.filter(({ conversationId }) => conversationId === `a:${conversation}`);
  const heard = (): string => sentHere().map(({ activity, card }) => String(activity['text'] ?? '') || read(card)).join('\n');
  const attachment = ({ activity }: Delivered) => (activity['attachments'] as { contentType: string; content: Json }[] | undefined)?.[0];
  const oauthCards = (): Json[] => sentHere().map(attachment).filter((each) => each?.contentType === OAUTH_CARD).map((each) => each!.content);
  const resourceId = (card: Json): string => (card['tokenExchangeResource'] as { id: string }).id;

  const body = ({ status, body: answered }: Answer): Json => {
    assert.equal(status, 200);
    return answered as Json;
  };
  const shownCard = (answer: Answer): string => {
    const { type, value } = body(answer);
    assert.equal(type, CARD);
    return read(value);
  };
  const loginRequest = (answer: Answer): Json => {
    const { statusCode, type, value } = body(answer);
    assert.deepEqual([statusCode, type], [401, LOGIN]);
    return value as Json;
  };
  const authenticate = (token = SSO, connectionName = 'graph'): Promise<Answer> => execute({ authentication: { id: 'resource-1', connectionName, token } });

  return {
    plan, log, run, place, post, execute, authenticate, signInInvoke, sentHere, heard, attachment, oauthCards, resourceId, body, shownCard, loginRequest,
    get tokens() { return tokens; },
    get teams() { return teams; },
    get here() { return `a:${conversation}`; },
  };
}
