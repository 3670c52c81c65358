import { exceptionOrder } from './exceptionOrders.js';
import { followUp, nameAnswered } from './followUps.js';
import { corrections } from './constraints.js';
import type { Classifier, Guess } from './model/classifier.js';
import { features } from './model/features.js';
import type { Lexicon } from './model/lexicon.js';
import { accountsOfItems, itemsOfAnyOrder } from './orderedNames.js';
import { planOrder } from './planOrders.js';
import { isPlainRequest } from './safetyGate.js';
import { slotsOf } from './slots/index.js';
import { narrowedByTopic, withSubject } from './subject.js';
import { subscriptionOrder } from './subscriptionOrders.js';
import { ticketOrder } from './ticketOrders.js';
import { isForeign } from './text/foreign.js';
import { clean, isQuestion, questions, words } from './text/normalise.js';
import { INTENTS, type ConversationContext, type Intent, type Slots, type Understanding } from './types.js';

/** Below this the bot asks back instead of answering. */
const SURE = 0.28;
/** Below this not even the intent is more than a guess. */
const GUESS = 0.2;
/** A second topic joins the answer when it is this probable in the whole message, or this sure in a sentence of its own. */
const ALSO = 0.3;
const OWN_SENTENCE = 0.5;
const MOST_TOPICS = 6;

export interface Tools { classifier: Classifier; lexicon: Lexicon; now: () => Date }

const NOTHING: Understanding = { intent: 'out-of-scope', slots: {}, topics: [], suggestions: [], confidence: 1 };

export function understand(message: string, context: ConversationContext, tools: Tools): Understanding {
  const text = clean(message);
  if (/^[?\s]*$/.test(text)) return { ...NOTHING, intent: 'help' };
  const ordered = ticketOrder(text, context);
  if (ordered) return { ...NOTHING, intent: 'list-tickets', slots: ordered };
  const daily = subscriptionOrder(text, context);
  if (daily) return { ...NOTHING, ...daily };
  const exception = exceptionOrder(text, tools.now());
  if (exception) return { ...NOTHING, ...exception };
  const plan = planOrder(text);
  if (plan) return { ...NOTHING, ...plan };
  const order = enforceOrder(message, text, context, tools);
  if (order) return order;
  if (isForeign(text)) return NOTHING;
  const following = followUp(text, context, tools.lexicon, tools.now());
  if (following && allowed(following.intent, message, context)) return { ...NOTHING, ...following };
  const heard = fromGuesses(message, text, context, tools);
  const named = heard.intent === 'out-of-scope' ? nameAnswered(text, context) : undefined;
  return named ? { ...NOTHING, ...named } : heard;
}

/** A plain order that begins with its deed needs no classifier, whatever the names in it look like. */
function enforceOrder(message: string, text: string, context: ConversationContext, { lexicon, now }: Tools): Understanding | undefined {
  const items = isPlainRequest(message) ? itemsOfAnyOrder(text) : undefined;
  if (!items) return undefined;
  const slots = (order: string): Slots => slotsOf('enforce-account', { text: order, lexicon, context, now: now() });
  const accounts = accountsOfItems(items, (item) => slots(`enforce mfa for ${item}`).accounts);
  return { ...NOTHING, intent: 'enforce-account', slots: accounts ? { accounts } : slots(text) };
}

/** INVARIANT: enforce-account only ever leaves here for a plain request, a plain yes or a name to the bot's own question about it, or an order that names a plan. */
function allowed(intent: Intent, message: string, context: ConversationContext): boolean {
  return intent !== 'enforce-account' || context.pending?.intent === 'enforce-account' || isPlainRequest(message);
}

function fromGuesses(message: string, text: string, context: ConversationContext, tools: Tools): Understanding {
  const open = isPlainRequest(message);
  const guesses = grouped(corrections(text, context, guess(withSubject(text, context), tools).filter(({ label }) => label !== 'enforce-account' || open)));
  const [best] = guesses.intents;
  const confidence = Math.min(1, best?.probability ?? 0);
  const intent = (confidence >= GUESS && best ? best.label : 'out-of-scope') as Intent;
  if (intent !== 'faq') return { ...NOTHING, intent, slots: narrowedByTopic(slotsOf(intent, { text, lexicon: tools.lexicon, context, now: tools.now() }), text, context), confidence };
  return faq(text, guesses.topics, confidence, tools);
}

function guess(text: string, { classifier, lexicon }: Tools): Guess[] {
  return classifier.classify(features(words(text), isQuestion(text), lexicon));
}

/** Topics together are the intent `faq`. */
function grouped(guesses: Guess[]): { intents: Guess[]; topics: Guess[] } {
  const isIntent = ({ label }: Guess): boolean => (INTENTS as readonly string[]).includes(label);
  const topics = guesses.filter((each) => !isIntent(each));
  const faqProbability = topics.reduce((sum, { probability }) => sum + probability, 0);
  const intents = [...guesses.filter(isIntent), { label: 'faq', probability: faqProbability }].toSorted((a, b) => b.probability - a.probability);
  return { intents, topics };
}

function faq(text: string, topics: Guess[], confidence: number, tools: Tools): Understanding {
  const suggestions = topics.slice(0, 3).map(({ label }) => label);
  const [best] = topics;
  const sure = best?.probability ?? 0;
  const several = topicsOfSentences(text, tools);
  if (several.length > 1) return { intent: 'faq', slots: {}, topics: several, suggestions, confidence };
  const also = topics.slice(1, 3).filter(({ probability }) => probability >= ALSO).map(({ label }) => label);
  return { intent: 'faq', slots: {}, topics: best ? [best.label, ...also] : [], suggestions: sure < SURE ? suggestions : [], confidence: Math.min(confidence, sure) };
}

/** The topics of a message that asks several things, in the order asked. */
function topicsOfSentences(text: string, tools: Tools): string[] {
  const parts = questions(text).filter((part) => isQuestion(part) && words(part).length > 2);
  if (parts.length < 2) return [];
  const found = parts.map((part) => grouped(guess(part, tools)).topics[0]).filter((topic) => topic && topic.probability >= OWN_SENTENCE);
  return [...new Set(found.map((topic) => topic!.label))].slice(0, MOST_TOPICS);
}
