import type { Guess } from './model/classifier.js';
import { isPlainRequest } from './safetyGate.js';
import { fold } from './text/normalise.js';
import type { ConversationContext } from './types.js';

/** Raises or lowers what the classifier thinks where a rule knows better. */
interface Constraint {
  why: string;
  when(plain: string, context: ConversationContext): boolean;
  factors: Record<string, number>;
}

const NAMES_AN_OBJECT_OF_POLICY = /\b(?:policy|ca-?\d{2,4}|security defaults|location|group)\b/;

/** Other products and matters; alone, without a word of ours, they say that the message isn't about this. */
const OTHER_MATTERS = /\b(?:sharepoint|onedrive|power (?:automate|apps?|bi)|excel|docx|powerpoint|copilot|planner|visio|autopilot|7-?zip|bitlocker|laps|recycle bin|backup policy|retention|dlp|sensitivity labels?|sql server|windows (?:update|feature|1[01])|printer (?:is )?(?:broken|jam\w*)|toner|invoices?|refund|vpn certificate|signature|calendar|meeting room|recording|chat|channel|weather|joke|recipe|pizza|music|song|haiku|poem|alarm|holiday|vacation|salary|wifi|disk|firewall rule|antivirus|edr)\b/;
const OUR_MATTERS = /\b(?:mfa|mfad|2fa|multi-?factor|factor|compli\w*|conform\w*|prompt\w*|auth\w*|sign-?(?:in|ins|on)|log-?ins?|security defaults|baseline|conditional access|smtp|scan (?:now|the tenant)|partner center|service accounts?|password|report (?:to|as|in) (?:excel|pdf)|(?:export|list|report|guests|admins|users|accounts|results?|it|this|that|them|as|to|in|an?) (?:\w+ )?(?:excel|csv|pdf))\b/;
const OTHER_MFA = /\b(?:aws|iam users?|github|gitlab|gmail|linkedin|twitter|discord|ebay|netflix|facebook|instagram|paypal|icloud|apple id|steam|playstation|xbox|my bank|bank app|banking|wordpress|salesforce|ssh|linux|fortinet|fortigate|fortios|bitwarden|lastpass|dropbox|slack|gcp)\b/;

const CONSTRAINTS: Constraint[] = [
  {
    why: 'other products and other matters, without a word of ours',
    when: (plain) => OTHER_MATTERS.test(plain) && !OUR_MATTERS.test(plain),
    factors: { 'out-of-scope': 12 },
  },
  {
    why: 'the second factor of some other service',
    when: (plain) => OTHER_MFA.test(plain) && !/\b(?:instead of|partner|entra|azure|microsoft|365)\b/.test(plain),
    factors: { 'out-of-scope': 20 },
  },
  {
    why: 'writing, translating and playing is not our trade',
    when: (plain) => /^(?:please |can you |could you |pls )*(?:write|compose|draft|sing|translate|convert|calculate|recommend|repeat after|play|order|book|remind me|set an? (?:alarm|timer))\b/.test(plain) && !/\b(?:tickets?|report|digest)\b/.test(plain),
    factors: { 'out-of-scope': 60 },
  },
  {
    why: 'a daily something else is no daily report',
    when: (plain) => /\bdaily (?:quote|joke|horoscope|news|weather|verse|word|recipe|menu)\b|\bevery (?:day|morning)\b.*\bto (?:drink|stretch|eat|call|feed|breathe|take)\b/.test(plain),
    factors: { 'out-of-scope': 60 },
  },
  {
    why: 'what the safety gate takes for a plain request about MFA is most likely one',
    when: (plain) => /\b(?:mfa|2fa|enforce)\b/.test(plain) && isPlainRequest(plain),
    factors: { 'enforce-account': 8 },
  },
  {
    why: 'out of the blue, "what about guests" asks for the rule, not for the list',
    when: (plain, context) => /^(?:and )?(?:what|how) about\b/.test(plain) && !['list-noncompliant', 'tenant-status', 'explain-account'].includes(context.previous?.intent ?? ''),
    factors: { 'list-noncompliant': 0.05 },
  },
  {
    why: 'an order not to do something is never a question about the rule',
    when: (plain) => /^(?:no,? |please |pls )*(?:don'?t|do not|never|stop) (?:enforc\w+|enabl\w+|turn|switch|touch|change|requir\w+|forc\w+|activat\w+)\b(?![^?]*(?:\?|\b(?:tickets?|cases?)\b))/.test(plain),
    factors: { cancel: 50 },
  },
  {
    why: 'code, markup and encoded text ask for nothing we do',
    when: (plain) => /--\s*$|;\s*--|\bdrop table\b|<script|\b[a-z]+-[a-z]{2,}\w* -\w+|[A-Za-z0-9+/]{28,}={0,2}|[A-Za-z0-9+/]{12,}={1,2}(?=\s|$)|\bbase64\b|\$\{|\bselect \* from\b|ignore (?:all |any )?(?:previous|prior|your|the above)|system prompt/i.test(plain),
    factors: { 'out-of-scope': 50 },
  },
  {
    why: 'what-if needs a change or a hypothesis',
    when: (plain) => /\bwhat ?-?if\b|\bwhat (?:would )?happens? (?:if|when) (?:we|i) (?:exclude|disable|enable|turn|switch|trust|remove|delete|activate)|\b(?:impact|effect|consequences?) of (?:enabl|disabl|turn|switch|exclu|trust)|\bsimulat/.test(plain) && (NAMES_AN_OBJECT_OF_POLICY.test(plain) || /\bexclu|\btrust/.test(plain)),
    factors: { 'what-if': 6 },
  },
  {
    why: 'who asks whether there was a ticket opens none',
    when: (plain) => /^(?:so |and |hey |hi )*(?:did|has|have|was|were|is there|are there)\b.*\b(?:tickets?|cases?)\b/.test(plain),
    factors: { 'list-tickets': 3, 'ticket-account': 0.05 },
  },
  {
    why: 'a ticket is opened, not enforced',
    when: (plain) => /\b(?:open|create|raise|file|log|make|just|only)\b[^?]{0,30}\b(?:tickets?|cases?|incidents?)\b/.test(plain) && !/\?|\b(?:did|have you|which|list|show)\b/.test(plain),
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
  return weighed.map(({ label, probability }) => ({ label, probability: probability / total })).toSorted((a, b) => b.probability - a.probability);
}
