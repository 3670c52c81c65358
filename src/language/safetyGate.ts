/**
 * The last word on enforcement: only a plain request may become one. It is a rule layer apart from the classifier,
 * so that no training can open it. INVARIANT: whatever isn't clearly a request is not a request.
 */
import { isMadeOfOrderWords } from './orderWords.js';
import { withPlainNames, withQuotedNamesPlain } from './orderedNames.js';
import { clean, fold } from './text/normalise.js';

/** Longer messages talk about things; nobody writes a plain order that long. */
const LONGEST = 240;

const POLITE = /^(?:(?:hi|hey|hello|ok|okay|yes|yep|sure|alright|right|so|then|now|well|good|great|fine|thanks|please(?: to)?|pls|plz|bot|there|just|and|kindly|morning|good morning|go ahead(?: and)?|do it|mfa bot|also|next|first|finally|dear bot|immediately|quickly)\b[\s,.:!;-]*)+/;

/** "Would you enforce mfa for bob" asks for an opinion; "would you please" does not. */
const ASKED_OF_THE_BOT = /^(?:(?:can|could) you(?: please| kindly| now| just| also)*|(?:would|will) you (?:please|kindly)|(?:i|we)(?: would|'?d)? (?:want|need|like)(?: you)?(?: to)?(?! mfa)|i'?d like you to|you (?:can|may) now|time to|let'?s|let us) /;

const VERBS = 'enforce|enfroce|enforec|enfore|enforse|require|force|oblige|compel|mandate|enable|activate|apply|secure|protect|fix|remediate|cover|harden|lock|turn|switch|set|put|get|make|have|let|bring|move|place|roll|start|add|assign|take|close|remove|do (?=it|that|this|mfa|2fa|the same)|demand|configure';

const IMPERATIVE = new RegExp(`^(?:${VERBS})\\b`);

/** "mfa for bob please, turn it on"; "i'd like mfa enforced for bob". */
const REQUEST_AT_END = /^(?:(?:mfa|2fa|multi-?factor) (?:for|on) [^?]{1,80}(?:please|pls|now|, (?:enforce|turn it on|switch it on|activate))|i'?d like (?:mfa|2fa) (?:enforced|on|turned on) (?:for|on) [^?]{1,80}|[^?]{1,60} must (?:use|have|get) mfa from now on[^?]{0,40}|[^?]{1,60} (?:needs?|must)(?: to)?(?: have| use| get)? (?:mfa|2fa)[,.:]? (?:please )?(?:enforce|switch|turn|do|set|activate) it(?: on)?|from now on (?:require|enforce) (?:mfa|2fa) (?:for|on) [^?]{1,60})$/;

/** Anything that asks, doubts, denies, conditions, reports, quotes, schedules or undoes. */
const NOT_A_REQUEST = [
  /\b(?:not|never|don'?t|dont|doesn'?t|didn'?t|won'?t|can'?t|cannot|shouldn'?t|mustn'?t|isn'?t|no longer|nobody|no one|without|unless|except|but not|stop|cancel|wait|hold|avoid|refrain|instead|rather|undo|revert|rollback|forget|skip|ignore|disregard|bypass)\b/,
  /\b(?:if|whether|when|while|before|after|until|once|unless|suppose|supposing|imagine|assuming|assume|hypothetical\w*|maybe|perhaps|possibly|might|would have|what|why|how|who|whom|whose|which|where|should|shall|may i|may we|must i|must we|do i|do we|did|does|was|were|has|have you|had|is it|are we|is there|are there|am i|can i|can we|could i|could we|would it|will it|is mfa|are they)\b/,
  /\b(?:disable|disabling|deactivate|turn(?:ed)? off|switch(?:ed)? off|mfa off|exclude(?! list| group)|excluding|exempt|whitelist|weaken|lift|suspend|pause)\b/,
  /\b(?:simulate|simulation|preview|dry.?run|what.?if|impact|effect|consequence\w*|test|example|explain|describe|tell|show|(?<!\b(?:the|this|that|whole|exclude|exclusion|exception) )list|write|say|said|says|wrote|writes|asked|asks|told|translate|decode|base64|repeat|summari[sz]e|mean|means|meaning|difference|possible|allowed|recommended|idea|wonder|wondering|think|thinking|thought|believe|afraid|worried|question|policy document|guide|tutorial|docs?|ticket|tickets|helpdesk|service desk|cost|licen[cs]e)\b/,
  /\b(?:previous instructions|prior instructions|instructions above|system prompt|developer|confirmed|approved|authori[sz]ed|permission|granted|override|pretend|act as|roleplay|jailbreak|dan mode|you are now|as an ai|sudo|execute|eval|script|payload|json|xml)\b/,
  /\b(?:enforcing|enforcement|enforces|(?<!\b(?:to|status|like mfa|like 2fa) )enforced)\b(?! (?:mode|group|policy))/,
  /\b(?:aws|google|github|gitlab|gmail|slack|linux|ssh|wordpress|salesforce|bank|facebook|instagram|paypal|apple id|fortigate|cisco|okta|vpn|synology|twitter|discord|dropbox|zoom|bitwarden|1password|lastpass|steam|netflix|amazon|icloud|atlassian|bitbucket|tiktok|whatsapp|telegram|snapchat|reddit|ebay|coinbase|binance|yahoo|hotmail|hubspot|shopify|cloudflare|notion|figma|canva)\b/,
  /\b(?:tomorrow|tonight|next (?:week|month|year|quarter|time)|later|soon|some day|one day|eventually|yesterday|last week)\b/,
  /\b(?:on|by|from|until|till|this|every) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend)\b|\bat \d{1,2}(?::\d\d|\s?[ap]m|\s?h\b)|\bin \d+ (?:minutes|hours|days|weeks)\b/,
  /^(?:have|let|make|get) .{1,60} (?:enforce|enable|activate|turn on|switch on|require)\b/,
  /^let (?:me|us|'s)\b|\b(?:would|is that|is this|at all|y\/n|are these|already|off|away|rid|disabled|relax|lower|reduce)\b/,
];

const ABOUT_MFA = /\b(?:mfa|2fa|multi-? ?factor|two-? ?factor|(?:second|2nd) factor|strong auth\w*|authenticator)\b/;

/** Verbs that mean MFA by themselves in a talk with this bot: "enforce bob", "turn it on for her", "close the gap". */
const MEANS_MFA = /^(?:(?:enforce|enfroce|enforec|enfore|enforse|secure|protect|fix|remediate|cover|harden|lock down)\b|(?:turn|switch|put|do|apply|require|mandate|force|demand|activate|enable|roll) (?:it|that|this|the same)\b|(?:turn|switch) on (?:it|that|this)\b|close (?:the|this|that) (?:gap|hole|finding)|(?:make|get) .{1,60} compliant\b|set .{1,80} (?:to )?enforced\b|(?:add|assign|put|move|get|bring|place) .{1,80} (?:on|onto|under|into|in|to) (?:the )?(?:\w+ ){0,2}(?:policy|enforcement group)\b)/;

/** Out of an exclusion is into MFA; any other way out is not. */
const OUT_OF_EXCLUSION = /^(?:remove|take|drop|get) .{1,80} (?:from|out of|off) (?:the |our |that )?(?:mfa )?(?:exclusions?|exceptions?|exclude)(?: group| list)?$/;
const WAY_OUT = /^(?:remove|take|drop)\b|(?<!^roll (?:mfa |2fa |it )?)\bout\b|\bexclusions?\b|\bexceptions?\b|\bexclude\b/;

/** A button sends plain text, people send light formatting; any other tag is somebody trying things. */
const MARKUP = /<(?!\/?(?:at|p|div|br|span|b|strong|i|em|u)\b)[a-z!/]/i;

/** Words before a colon ("SYSTEM:", "subject:") frame what follows as somebody else's; "enforce mfa:" only begins a list. */
const LABELLED = /^(?!(?:[^:]{0,40}\b(?:enforce|mfa|2fa|it|bot|please|hi|hello|hey|ok|for|accounts|users))\s*:)[^:]{1,60}:\s/;

const CODE = /[{}<>\\|$^~=[\]]|https?:|--|\/\/|;\s*\S|`|::|\w\(|\b[A-Za-z0-9+/]{24,}={0,2}(?=\s|$)|(?:^|\s)-[A-Z][a-z]+\s/;
const QUOTED = /["“”«»„]|(?:^|\s)'[^']{3,}'/;
const ALPHABET = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

/** Whether a message may start an enforcement: a plain, present, unconditional request made to the bot. */
export function isPlainRequest(message: string): boolean {
  const written = clean(message);
  if (written.length === 0 || message.length > LONGEST) return false;
  const text = withQuotedNamesPlain(written);
  if (MARKUP.test(message) || CODE.test(written) || QUOTED.test(text) || ALPHABET.test(written)) return false;
  const parts = fold(text).split(/(?<=[.!?])\s+/).map((part) => core(part, text)).filter((part) => part.length > 0);
  return !LABELLED.test(fold(text)) && parts.some((part) => part.requested) && parts.every((part) => part.harmless);
}

/** What stands in an address (`svc-test@contoso.example`) says nothing. */
const ADDRESS = /\S+@[\w-]+(?:\.[\w-]+)+/g;

interface Part { length: number; requested: boolean; harmless: boolean }

function core(part: string, text: string): Part {
  const plain = part.replace(POLITE, '').replace(/[\s.!]+$/, '');
  const asked = ASKED_OF_THE_BOT.exec(plain);
  const rest = withPlainNames((asked ? plain.slice(asked[0].length).replace(POLITE, '') : plain).replace(/^start enforcing\b/, 'enforce'));
  const said = rest.replace(ADDRESS, 'somebody');
  const harmless = !NOT_A_REQUEST.some((pattern) => pattern.test(said)) && (!rest.includes('?') || mayEndInAMark(plain, rest));
  return { length: rest.length, requested: harmless && isOrder(rest.replace(/\?/g, ' ').trim(), text), harmless };
}

/** "Can you enforce mfa for bob?" asks for a deed, "can you enforce mfa?" for an ability. */
function mayEndInAMark(plain: string, rest: string): boolean {
  return /^(?:can|could|would|will) you /.test(plain) && /\b(?:for|on|to|make|get)\b .{2,}|^(?:enforce|secure|protect|fix) (?!mfa|2fa|multi)\S/.test(rest);
}

function isOrder(rest: string, text: string): boolean {
  const wayIn = OUT_OF_EXCLUSION.test(rest) || !WAY_OUT.test(rest);
  return wayIn && (IMPERATIVE.test(rest) || REQUEST_AT_END.test(rest)) && isAboutMfa(rest) && isMadeOfOrderWords(rest, text);
}

function isAboutMfa(rest: string): boolean {
  return ABOUT_MFA.test(rest) || MEANS_MFA.test(rest) || OUT_OF_EXCLUSION.test(rest);
}

/** "yes", "go ahead": agreement and nothing else. */
export function isPlainYes(message: string): boolean {
  const text = fold(clean(message)).replace(/[\s.!,]+/g, ' ').trim();
  return /^(?:yes|y|yep|yeah|yup|sure|ok|okay|confirm|confirmed|i confirm|go|go ahead|do it|do that|proceed|please do|correct|right|exactly|absolutely|of course|agreed|fine|please)(?: (?:please|pls|thanks|do it|do that|go ahead|confirm|proceed|sure|ok|yes|now|that is right|thats right|bot))*$/.test(text);
}
