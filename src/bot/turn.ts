import { enforceCard, present, welcomeCard, type Presented } from '../cards/index.js';
import type { PlanState } from '../flows/index.js';
import type { ConversationContext, Understanding } from '../language/types.js';
import { buttonFor } from './buttons/index.js';
import { commandFor } from './commands/index.js';
import { failed } from './failure.js';
import { isTopic } from './faq.js';
import { makeFile, type FileUse } from './files.js';
import { createRequest } from './request.js';
import { search, type SearchOutcome } from './search.js';
import type { Search } from './searches.js';
import { rightsOf } from './rights.js';
import type { Answer, Button, OnProgress, Outcome, Person, Reply, Said, TurnParts } from './types.js';

/** The bot without its channel: Teams and the terminal chat hand it the same messages and get the same replies. */
export interface Turn {
  /** Never rejects: a failure is a reply, too. */
  say(message: string, person: Person, onProgress?: OnProgress): Promise<Said>;
  /**
   * A card's button; `data` is as untrusted as a message. Undefined where nobody knows the verb, or the data doesn't fit it.
   * `isRefresh`: a client asked by itself, to draw the card for its reader; only what merely shows is drawn, and nothing remembered.
   */
  press(verb: string, data: unknown, person: Person, isRefresh?: boolean): Pressed | undefined;
  /** The person has signed in: goes on with the plan that waited for it. Undefined where none did. Never rejects. */
  signedIn(person: Person, onProgress?: OnProgress): Promise<Outcome | undefined>;
  /** From the compose box. Never rejects. */
  search(id: Search['id'], words: string): Promise<SearchOutcome>;
  /** A plan as it stands now, for a card of earlier. */
  plan(state: PlanState): Presented;
  /** The person accepted an offer, which comes back as untrusted as a card's data. Gives what became of it, in a sentence. */
  makeFile(offered: unknown, person: Person, use: FileUse): Promise<string>;
  welcome(): Presented;
}

export interface Pressed {
  placement: Button['placement'];
  /** What it comes to concerns everybody who sees the card. */
  isShared?: boolean;
  /** Never rejects. */
  run(onProgress?: OnProgress): Promise<Outcome>;
}

export function createTurn(parts: TurnParts): Turn {
  return {
    say: (message, person, onProgress) => say(parts, message, person, onProgress),
    press: (verb, data, person, isRefresh) => press(parts, { verb, data, person, isRefresh: isRefresh === true }),
    signedIn: (person, onProgress) => signedIn(parts, person, onProgress),
    search: (id, words) => search(parts, id, words),
    makeFile: (offered, person, use) => makeFile(parts, offered, person, use),
    plan: (state) => present(enforceCard, state, welcomeFrame(parts)),
    welcome: () => present(welcomeCard, { tries: TRIES, accounts: parts.scanner.latest()?.report.summary.accounts }, welcomeFrame(parts)),
  };
}

async function say(parts: TurnParts, message: string, person: Person, onProgress?: OnProgress): Promise<Said> {
  let understanding: Understanding = { intent: 'out-of-scope', slots: {}, topics: [], suggestions: [], confidence: 0 };
  try {
    const rights = rightsOf(parts, person);
    const context = await parts.memory.recall(person);
    understanding = (await parts.language).understand(message, context);
    const request = createRequest(parts, { person, message, context, rights: await rights, ...(onProgress && { onProgress }) });
    const answer = await commandFor(understanding.intent).run(request, understanding);
    await parts.memory.remember(person, learned(context, understanding, answer));
    return said(message, understanding, answer);
  } catch (cause) {
    return said(message, understanding, { presented: failed(parts, `answering \`${understanding.intent}\``, cause) });
  }
}

interface Press {
  verb: string;
  data: unknown;
  person: Person;
  isRefresh: boolean;
}

function press(parts: TurnParts, { verb, data, person, isRefresh }: Press): Pressed | undefined {
  const button = buttonFor(verb);
  const parsed = button?.schema.safeParse(data ?? {});
  if (!button || !parsed?.success || (isRefresh && !button.isView)) return undefined;
  return {
    placement: wantsBelow(data) ? 'below' : button.placement, isShared: button.isShared === true,
    run: (onProgress) => runButton(parts, button, { data: parsed.data, person, isRefresh }, onProgress),
  };
}

async function runButton(parts: TurnParts, button: Button, { data, person, isRefresh }: Omit<Press, 'verb'>, onProgress?: OnProgress): Promise<Outcome> {
  try {
    const rights = rightsOf(parts, person, isRefresh);
    const context = await parts.memory.recall(person);
    const answer = await button.run(createRequest(parts, { person, message: '', context, rights: await rights, ...(onProgress && { onProgress }) }), data);
    if (answer.context && !isRefresh) await parts.memory.remember(person, { ...context, ...answer.context } as ConversationContext);
    return { ...answer.presented, ...todoOf(answer) };
  } catch (cause) {
    return failed(parts, `the button \`${button.verb}\``, cause);
  }
}

/** The button that carries out a plan. */
const CONFIRM = 'enforce-confirm';

/** What waits is what the store remembers, never what a sign-in brings along. */
async function signedIn(parts: TurnParts, person: Person, onProgress?: OnProgress): Promise<Outcome | undefined> {
  try {
    const planId = (await parts.memory.recall(person)).pending?.planId;
    return planId === undefined ? undefined : await press(parts, { verb: CONFIRM, data: { plan: planId }, person, isRefresh: false })?.run(onProgress);
  } catch (cause) {
    return failed(parts, 'going on after the sign-in', cause);
  }
}

/** A card that stays worth reading (status, help) asks for the answer in a new message. */
const wantsBelow = (data: unknown): boolean => typeof data === 'object' && data !== null && 'below' in data && data.below === true;

/** Small talk leaves an open question open, and so does a sign-in that has to come first; any other message answers it or drops it. */
const ASIDES = new Set(['greeting', 'help', 'out-of-scope']);

function learned(context: ConversationContext, { intent, slots, topics }: Understanding, answer: Answer): ConversationContext {
  const isOpen = ASIDES.has(intent) || answer.signIn;
  const kept = isOpen ? context : { ...context, pending: undefined, previous: { intent, slots, topics } };
  return { ...kept, ...answer.context } as ConversationContext;
}

function said(q: string, { intent, slots, topics, confidence }: Understanding, { presented, citations = [], topic, ...todo }: Answer): Said {
  const best = topic ?? (intent === 'faq' ? topics.find(isTopic) : undefined);
  const reply: Reply = { q, intent, slots, topic: best ?? null, confidence, text: presented.text, citations, card: presented.card };
  return { reply, outcome: { ...presented, ...todoOf(todo) } };
}

const todoOf = ({ signIn, offer }: Pick<Answer, 'signIn' | 'offer'>): Pick<Outcome, 'signIn' | 'offer'> => ({ ...(signIn && { signIn }), ...(offer && { offer }) });

const TRIES = [
  { say: "who isn't MFA'd?", what: 'every account with a gap, worst first, and the sign-in that gets through', title: "Who isn't MFA'd?", verb: 'list' },
  { say: 'are we compliant?', what: 'four bars: every account, admins, MFA claim, admin portals', title: 'Are we compliant?', verb: 'status' },
  { say: 'can I exclude our office IP?', what: 'any question about the requirement: answered with its sources', title: '', verb: 'topic' },
];

function welcomeFrame({ isDemo, scanner }: TurnParts) {
  return { isDemo, tenant: scanner.latest()?.report.tenant.displayName };
}
