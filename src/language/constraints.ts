import type { Guess } from './model/classifier.js';
import { fold } from './text/normalise.js';
import type { ConversationContext } from './types.js';

/** Raises or lowers what the classifier thinks where a rule knows better. */
interface Constraint {
  why: string;
  when(plain: string, context: ConversationContext): boolean;
  factors: Record<string, number>;
}

const NAMES_AN_OBJECT_OF_POLICY = /\b(?:policy|ca-?\d{2,4}|security defaults|location|group)\b/;

const CONSTRAINTS: Constraint[] = [
  {
    why: 'an order not to do something is never a question about the rule',
    when: (plain) => /^(?:no,? |please |pls )*(?:don'?t|do not|never|stop) (?:enforc\w+|enabl\w+|turn|switch|touch|change|requir\w+|forc\w+|activat\w+)\b(?![^?]*\?)/.test(plain),
    factors: { cancel: 50 },
  },
  {
    why: 'code, markup and encoded text ask for nothing we do',
    when: (plain) => /--\s*$|;\s*--|\bdrop table\b|<script|\b[a-z]+-[a-z]{2,}\w* -\w+|[A-Za-z0-9+/]{28,}={0,2}|\bbase64\b|\$\{|\bselect \* from\b|ignore (?:all |any )?(?:previous|prior|your|the above)|system prompt/i.test(plain),
    factors: { 'out-of-scope': 50 },
  },
  {
    why: 'what-if needs a change or a hypothesis',
    when: (plain) => /\bwhat ?-?if\b|\bwhat (?:would )?happens? (?:if|when) (?:we|i) (?:exclude|disable|enable|turn|switch|trust|remove|delete|activate)|\b(?:impact|effect|consequences?) of (?:enabl|disabl|turn|switch|exclu|trust)|\bsimulat/.test(plain) && (NAMES_AN_OBJECT_OF_POLICY.test(plain) || /\bexclu|\btrust/.test(plain)),
    factors: { 'what-if': 6 },
  },
  {
    why: 'a ticket is opened, not enforced',
    when: (plain) => /\b(?:open|create|raise|file|log|make)\b[^?]{0,30}\b(?:tickets?|cases?|incidents?)\b/.test(plain) && !/\?|\b(?:did|have you|which|list|show)\b/.test(plain),
    factors: { 'ticket-account': 6, 'enforce-account': 0.1 },
  },
  {
    why: 'a question about one numbered account of the list is about that account',
    when: (plain, context) => Boolean(context.lastList) && /^(?:why|explain|details?|what about|and|show|tell me|more)\b[^?]{0,25}(?:#\d|\bnumber \w+|\b(?:first|second|third|fourth|fifth|last) (?:one|account)?)/.test(plain) && !/\benforce|ticket/.test(plain),
    factors: { 'explain-account': 20 },
  },
];

export function corrections(text: string, context: ConversationContext, guesses: Guess[]): Guess[] {
  const plain = fold(text);
  const active = CONSTRAINTS.filter((constraint) => constraint.when(plain, context));
  const weighed = guesses.map(({ label, probability }) => ({
    label,
    probability: active.reduce((value, { factors }) => value * (factors[label] ?? 1), probability),
  }));
  const total = weighed.reduce((sum, { probability }) => sum + probability, 0) || 1;
  return weighed.map(({ label, probability }) => ({ label, probability: probability / total })).sort((a, b) => b.probability - a.probability);
}
