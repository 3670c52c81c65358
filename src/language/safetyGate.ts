/**
 * The last word on enforcement: only a plain request may become one. It is a rule layer apart from the classifier,
 * so that no training can open it. INVARIANT: whatever isn't clearly a request is not a request.
 */
import { clean, fold } from './text/normalise.js';

/** Longer messages talk about things; nobody writes a plain order that long. */
const LONGEST = 240;

const POLITE = /^(?:(?:hi|hey|hello|ok|okay|yes|yep|sure|alright|right|so|then|now|well|good|great|fine|thanks|please|pls|plz|bot|there|just|and|kindly|morning|good morning|go ahead(?: and)?|do it|mfa bot|also|next|first|finally|dear bot|immediately|quickly)\b[\s,.:!;-]*)+/;

const ASKED_OF_THE_BOT = /^(?:(?:can|could|would|will) you(?: please| kindly| now| just| also)*|(?:i|we)(?: would|'?d)? (?:want|need|like)(?: you)? to|i'?d like you to|you (?:can|may) now|time to|let'?s|let us) /;

const VERBS = 'enforce|enfroce|enforec|enfore|enforse|require|force|oblige|compel|mandate|enable|activate|apply|secure|protect|fix|remediate|cover|harden|lock|turn|switch|set|put|get|make|have|let|bring|move|place|roll|start|add|assign|take|close|remove|do|demand|configure';

const IMPERATIVE = new RegExp(`^(?:${VERBS})\\b`);

/** "mfa for bob please, turn it on"; "i'd like mfa enforced for bob". */
const REQUEST_AT_END = /^(?:(?:mfa|2fa|multi-?factor) (?:for|on) [^?]{1,80}(?:please|pls|now|, (?:enforce|turn it on|switch it on|activate))|i'?d like (?:mfa|2fa) (?:enforced|on|turned on) (?:for|on) [^?]{1,80}|[^?]{1,60} must (?:use|have|get) mfa from now on[^?]{0,40}|from now on (?:require|enforce) (?:mfa|2fa) (?:for|on) [^?]{1,60})$/;

/** Anything that asks, doubts, denies, conditions, reports, quotes, schedules or undoes. */
const NOT_A_REQUEST = [
  /\b(?:not|never|don'?t|dont|doesn'?t|didn'?t|won'?t|can'?t|cannot|shouldn'?t|mustn'?t|isn'?t|no longer|nobody|no one|without|unless|except|but not|stop|cancel|wait|hold|avoid|refrain|instead|rather|undo|revert|rollback|forget|skip|ignore|disregard|bypass)\b/,
  /\b(?:if|whether|when|while|before|after|until|once|unless|suppose|supposing|imagine|assuming|assume|hypothetical\w*|maybe|perhaps|possibly|might|would have|what|why|how|who|whom|whose|which|where|should|shall|may i|may we|must i|must we|do i|do we|did|does|was|were|has|have you|had|is it|are we|is there|are there|am i|can i|can we|could i|could we|would it|will it|is mfa|are they)\b/,
  /\b(?:disable|disabling|deactivate|turn(?:ed)? off|switch(?:ed)? off|mfa off|exclude|excluding|exempt|whitelist|weaken|lift|suspend|pause)\b/,
  /\b(?:simulate|simulation|preview|dry.?run|what.?if|impact|effect|consequence\w*|test|example|explain|describe|tell|show|list|write|say|said|says|wrote|writes|asked|asks|told|translate|decode|base64|repeat|summari[sz]e|mean|means|meaning|difference|possible|allowed|recommended|idea|wonder|wondering|think|thinking|thought|believe|afraid|worried|question|policy document|guide|tutorial|docs?|ticket|tickets|helpdesk|service desk|cost|licen[cs]e)\b/,
  /\b(?:previous instructions|prior instructions|instructions above|system prompt|system:|admin:|root:|developer|override|pretend|act as|roleplay|jailbreak|dan mode|you are now|as an ai|sudo|execute|eval|script|payload|json|xml)\b/,
  /\b(?:enforced|enforcing|enforcement|enforces)\b(?! (?:mode|group|policy))/,
  /\b(?:aws|google|github|gitlab|gmail|slack|linux|ssh|wordpress|salesforce|bank|facebook|instagram|paypal|apple id|fortigate|cisco|okta|vpn|synology)\b/,
  /\b(?:tomorrow|tonight|next week|next month|later|some day|one day|eventually|yesterday|last week)\b/,
];

const CODE = /[{}<>\\|$^~=[\]]|https?:|--|\/\/|;\s*\S|`|::|\b[A-Za-z0-9+/]{24,}={0,2}(?=\s|$)|-[A-Z][a-z]+\s/;
const QUOTED = /["“”«»„]|(?:^|\s)'[^']{3,}'/;
const ALPHABET = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Whether a message may start an enforcement: a plain, present, unconditional request made to the bot. */
export function isPlainRequest(message: string): boolean {
  const text = clean(message);
  if (text.length === 0 || message.length > LONGEST) return false;
  if (CODE.test(text) || QUOTED.test(text) || ALPHABET.test(text)) return false;
  const parts = fold(text).split(/(?<=[.!?])\s+/).map((part) => core(part)).filter((part) => part.length > 0);
  return parts.length > 0 && parts.some((part) => part.requested) && parts.every((part) => part.harmless);
}

interface Part { length: number; requested: boolean; harmless: boolean }

function core(part: string): Part {
  const plain = part.replace(POLITE, '').replace(/[\s.!]+$/, '');
  const asked = ASKED_OF_THE_BOT.exec(plain);
  const rest = asked ? plain.slice(asked[0].length).replace(POLITE, '') : plain;
  const question = rest.includes('?');
  const harmless = !NOT_A_REQUEST.some((pattern) => pattern.test(rest)) && (!question || asked !== null);
  return { length: rest.length, requested: harmless && (IMPERATIVE.test(rest) || REQUEST_AT_END.test(rest)), harmless };
}

/** "yes", "go ahead": agreement and nothing else. */
export function isPlainYes(message: string): boolean {
  const text = fold(clean(message)).replace(/[\s.!,]+/g, ' ').trim();
  return /^(?:yes|y|yep|yeah|yup|sure|ok|okay|confirm|confirmed|i confirm|go|go ahead|do it|do that|proceed|please do|correct|right|exactly|absolutely|of course|agreed|fine|please)(?: (?:please|pls|thanks|do it|do that|go ahead|confirm|proceed|sure|ok|yes|now|that is right|thats right|bot))*$/.test(text);
}
