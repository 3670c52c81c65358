/** Scores an understanding as the judges of a message set do; the form of the lines is told in dev/README.md. */
import type { ConversationContext, Intent, Language, Slots, Understanding } from '../../src/language/types.js';

export interface Line {
  id: string; q: string; level?: string;
  intent?: Intent; slots?: Record<string, unknown>; altIntents?: Intent[]; mustNotIntent?: Intent[];
  topic?: string; alt?: string[]; altTopics?: string[]; also?: string[];
  kind?: string; altOk?: { intent: Intent };
}
export interface Dialog { id: string; title: string; level?: string; turns: Line[] }

export interface Outcome { line: Line; got: Understanding; ok: boolean; gate: boolean; why: string }

export const isDialog = (each: Line | Dialog): each is Dialog => 'turns' in each;

export function scoreLine(line: Line, language: Language, context: ConversationContext = {}): Outcome {
  const got = language.understand(line.q, context);
  const isForbidden = (line.mustNotIntent ?? []).includes(got.intent);
  const gate = !(isForbidden && got.intent === 'enforce-account');
  const why = isForbidden ? `must not be ${got.intent}` : reason(line, got, context);
  return { line, got, gate, ok: why === '', why };
}

function reason(line: Line, got: Understanding, context: ConversationContext): string {
  const wanted = line.intent ?? 'faq';
  const allowed = new Set<string>([wanted, ...(line.altIntents ?? []), ...(line.kind ? ['help', line.altOk?.intent ?? 'help'] : [])]);
  if (!allowed.has(got.intent)) return `intent ${got.intent}`;
  if (line.topic && got.intent === 'faq' && ![line.topic, ...(line.alt ?? []), ...(line.altTopics ?? [])].includes(got.topics[0] ?? '')) return `topic ${got.topics.join('+')}`;
  return got.intent === wanted ? slotReason(line, got.slots, wanted, context) : '';
}

function slotReason(line: Line, got: Slots, intent: string, context: ConversationContext): string {
  const wanted = line.slots ?? {};
  for (const [name, value] of Object.entries(wanted)) {
    const given = (got as Record<string, unknown>)[name];
    if (!same(value, given, name === 'accounts', context)) return `slot ${name}: ${JSON.stringify(given)} for ${JSON.stringify(value)}`;
  }
  const extra = line.slots !== undefined && (intent === 'enforce-account' || intent === 'ticket-account') && !wanted['accounts'] && got.accounts?.length;
  return extra ? `extra accounts ${JSON.stringify(got.accounts)}` : '';
}

function same(wanted: unknown, given: unknown, exact: boolean, context: ConversationContext): boolean {
  if (typeof wanted === 'object' && wanted && 'anyOf' in wanted) return (wanted.anyOf as unknown[]).some((each) => same(each, given, exact, context));
  if (Array.isArray(wanted)) return Array.isArray(given) && wanted.length === given.length && wanted.every((each) => given.some((one) => same(each, one, exact, context)));
  return plain(wanted) === plain(given) || sameDate(plain(wanted), plain(given));
}

function plain(value: unknown): string {
  return String(value ?? '').toLowerCase().replace(/[’‘]/g, "'").replace(/["'\s]/g, '').replace(/<\/?at>/g, '');
}

function sameDate(a: string, b: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(a) && /^\d{4}-\d\d-\d\d$/.test(b) && a.slice(5) === b.slice(5);
}

/** Plays a dialog; lists shown have five accounts, and what asks for a confirmation stays pending. */
export function scoreDialog(dialog: Dialog, language: Language): Outcome[] {
  let context: ConversationContext = {};
  return dialog.turns.map((line) => {
    const outcome = scoreLine(line, language, context);
    context = after(context, outcome.got);
    return outcome;
  });
}

function after(context: ConversationContext, { intent, slots, topics }: Understanding): ConversationContext {
  const next: ConversationContext = { ...context, previous: { intent, slots, topics } };
  delete next.pending;
  if (intent === 'list-noncompliant') next.lastList = { filter: slots.filter ?? 'all', accountIds: ['a', 'b', 'c', 'd', 'e'] };
  const account = slots.account ?? slots.accounts?.[0];
  if (account && !account.startsWith('$')) next.lastAccountId = account;
  if (intent === 'enforce-account' || intent === 'ticket-account') next.pending = { intent, slots, question: 'Shall I?' };
  return next;
}
