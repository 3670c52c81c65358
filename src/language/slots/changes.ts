import type { Slots } from '../types.js';
import type { Lexicon } from '../model/lexicon.js';
import { FIRST_NAMES } from '../text/firstNames.js';
import { fold } from '../text/normalise.js';

type ChangeSlots = Pick<Slots, 'change' | 'location' | 'group' | 'user' | 'policy'>;

const OFF = /\b(?:disabl\w*|deactivat\w*|delet\w*|remov\w*|drop\w*|without|off|gone|turn(?:ed|ing)? off|switch(?:ed|ing)? off|stop\w*|retire\w*|got rid of|get rid of|kill\w*)\b/;
const ON = /\b(?:enabl\w*|activat\w*|turn(?:ed|ing)?(?: \S+)? on|switch(?:ed|ing)?(?: \S+){0,4} on|on|live|in force|enforced?|report-only to on)\b/;
const OUT = /\b(?:ex?clud\w*|exlud\w*|exempt\w*|trust\w*|whitelist\w*|allow-?list\w*|leav\w* out|left out|skip\w*|(?:take|took|taking|pull(?:ed)?) [^?]{1,60}? out|taken out|exclusion|exception|carve\w*|bypass\w*|waive\w*|no mfa)\b/;
const POLICY_WORD = /\b(?:polic(?:y|ies)|rule|ca\d{2,4}|ca \d{2,4})\b/;

/** The change a what-if asks about, with the object's name as written. */
export function changeSlots(text: string, lexicon: Lexicon): ChangeSlots {
  const plain = fold(text);
  if (/\b(?:security|secuirty) defaults?\b/.test(plain) && !OFF.test(plain)) return { change: 'enable-security-defaults' };
  if (OUT.test(plain)) return exclusion(text, plain, lexicon);
  if (OFF.test(plain)) return withPolicy('disable-policy', text);
  return ON.test(plain) && (POLICY_WORD.test(plain) || /[A-Z]{2}/.test(text)) ? withPolicy('enable-policy', text) : {};
}

function withPolicy(change: 'disable-policy' | 'enable-policy', text: string): ChangeSlots {
  const policy = policyName(text);
  return policy ? { change, policy } : {};
}

const EDGE = "(?=\\s+(?:policy|rule)\\b|\\s+(?:is|was|were|be|being|gets?|becomes?|tomorrow|tonight|today|now|off|on|disabled|enabled|deleted|removed|deactivated|activated|and|who|what|would|switched|turned|out|again|completely|altogether|live|went|goes|go|going|moves?|had|without losing|safely|then|from|in our|for our|instead|please|pls|gone|enforced|were?n't|hypothetically)\\b|\\s*[?!,;]|\\s+-\\s+(?:what|who|would|are)|\\.?\\s*$)";
const NAME = `(?:the |our |this |that )?"?((?!the |it |that |this |on |off |we )[\\p{L}\\p{N}][^?!,;"]{0,70}?)"?${EDGE}`;
const VERB = '(?:disabl(?:e|ed|ing)|enabl(?:e|ed|ing)|turn(?:ed|ing)? (?:off|on)|switch(?:ed|ing)? (?:off|on)|deactivat(?:e|ed|ing)|activat(?:e|ed|ing)|delet(?:e|ed|ing)|remov(?:e|ed|ing)|drop(?:ped|ping)?|stop(?:ped|ping)?|without|enforc(?:e|ed|ing)|retir(?:e|ed|ing)|kill(?:ed|ing)?|get rid of)';

const POLICY_FORMS = [
  /"([^"]{2,80})"|(?<!\w)'([^']{2,80})'(?!\w)/u,
  new RegExp(`\\b(CA[- ]?\\d{2,4}(?: - [\\p{L}\\p{N}][^?!,;"]{0,60}?)?)${EDGE}`, 'iu'),
  new RegExp(`\\b(?:policy|rule) (?:named |called )?${NAME}`, 'iu'),
  new RegExp(`\\b${VERB} ${NAME}`, 'iu'),
  new RegExp(`\\b(?:turn|turned|switch|switched) ${NAME.replace(EDGE, '(?= (?:policy )?(?:off|on)\\b)')}`, 'iu'),
  new RegExp(`\\b(?:if|with|when|suppose|assume|were|was|that|:) ${NAME}`, 'iu'),
];

/** The name of a policy as written, without the word policy; undefined where none is named. */
function policyName(text: string): string | undefined {
  for (const form of POLICY_FORMS) {
    const name = inside(form.exec(text))?.trim().replace(/ (?:policy|rule)$/i, '');
    if (name && !/^(?:policy|policies|we|it|them|that|this|mfa|i|you|the|all|off|on|all policies|a policy)$/i.test(name)) return name;
  }
  return undefined;
}

const OUT_VERB = '(?:ex?clud(?:e|es|ed|ing)|exlud(?:e|ed|ing)|exempt(?:ed|ing|s)?|trust(?:ed|ing|s)?|whitelist(?:ed|ing)?|skip(?:ped|ping)?|leave out|left out|take|took|bypass(?:ed|ing)?|exclusion of|exception for|exclusion for|add(?:ed|ing)? )';
const OUT_EDGE = "(?=\\s+(?:from|is|was|were|be|being|gets?|became|becomes?|out|tomorrow|tonight|today|now|in|and|who|what|would|again|completely|for|as|instead|please|pls|to|on|with|off|excluded|exempt|trusted)\\b|\\s*[?!,;]|\\s+-\\s+(?:what|who)|\\.?\\s*$)";
const OUT_NAME = `"?((?!it |that |this |we )[\\p{L}\\p{N}][^?!,;"]{0,60}?)"?${OUT_EDGE}`;
const OUT_FORMS = [
  /"([^"]{2,80})"|(?<!\w)'([^']{2,80})'(?!\w)/u,
  new RegExp(`\\b(?:named location|location|group|user|account|site|office) ((?!is |was |were |network\\b|location\\b|ips?\\b|building\\b|range\\b|from\\b)[\\p{L}\\p{N}][^?!,;"]{0,60}?)${OUT_EDGE}`, 'iu'),
  new RegExp(`\\b${OUT_VERB} (?:from mfa )?${OUT_NAME}`, 'iu'),
  new RegExp(`\\b(?:if|suppose|assume|say|when|assuming|imagine|that) ${OUT_NAME}`, 'iu'),
  new RegExp(`^${OUT_NAME}`, 'iu'),
];

/** The group that took part in the match. */
function inside(found: RegExpExecArray | null): string | undefined {
  return found?.slice(1).find((each) => each !== undefined);
}

function exclusion(text: string, plain: string, lexicon: Lexicon): ChangeSlots {
  const raw = OUT_FORMS.map((form) => inside(form.exec(text))).find((name) => name && !/^(?:we|i|you|what|the|them|it|her|him)$/i.test(name));
  if (!raw) return {};
  const kind = kindOf(raw, plain, lexicon);
  const name = bareName(raw, kind);
  const policy = /\bfrom (?:the )?(?:policy )?(CA[- ]?\d{2,4})\b/i.exec(text)?.[1];
  return { change: `exclude-${kind}`, [kind]: name, ...(policy && { policy }) };
}

type Kind = 'location' | 'group' | 'user';
const CITIES = new Set(Intl.supportedValuesOf('timeZone').map((zone) => fold(zone.split('/').at(-1)!.replace(/_/g, ' '))));
const FIRST = new Set(FIRST_NAMES);

function kindOf(name: string, plain: string, lexicon: Lexicon): Kind {
  const folded = fold(name);
  const words = folded.split(/[^a-z]+/).filter(Boolean);
  if (folded.includes('@')) return 'user';
  if (/\b(?:location|office|site|ips?|ip range|range|network|branch|hq|headquarters?|vpn|warehouse|building|plant|factory|campus|lan|country|datacenter|subnet|store|shop)\b/.test(folded)) return 'location';
  if (/\b(?:group|team|department|staff|dept|users|admins|members|contractors|consultants|guests|vips?|execs?|interns|sales|finance|marketing|hr|engineering|developers|managers|accounting|it|legal|support|board)\b|^(?:sg|grp|g|dl)[-_]|exclu/.test(folded)) return 'group';
  if (words.some((word) => FIRST.has(word))) return 'user';
  if (/\btrust/.test(plain) || words.some((word) => CITIES.has(word))) return 'location';
  const context = /\b(group|location|user|account|office|team)\b/.exec(plain)?.[1];
  if (context) return context === 'group' || context === 'team' ? 'group' : context === 'user' || context === 'account' ? 'user' : 'location';
  return lexicon.known(words[0] ?? '') && !/^\p{Lu}/u.test(name) ? 'group' : 'location';
}

/** Without the article and, for groups and users, without the word that tells what it is. */
function bareName(raw: string, kind: Kind): string {
  const name = raw.trim().replace(/^(?:the|our|a|an) /i, '').replace(/^(?:named location|trusted location|location|group|user|account|team) /i, '');
  return kind === 'location' ? name.replace(/ location$/i, '') : name.replace(/ (?:group|account|user)$/i, '').replace(/'s$/i, '');
}
