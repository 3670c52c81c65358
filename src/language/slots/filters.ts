import type { Filter, FindingFilter, Slots } from '../types.js';
import { fold } from '../text/normalise.js';
import { Spelling } from '../text/spelling.js';

/** First match wins: the narrower word stands before the wider one. */
const FILTERS: [Filter, RegExp][] = [
  ['disabled', /\b(?:disabled|deactivated|blocked|inactive)\b(?! legacy)/],
  ['enabled', /\b(?:enabled|active) (?:accounts|users|ones|members|people)|\bcan still (?:sign|log) ?-?in\b|\b(?:not|non) disabled\b|\bonly (?:the )?(?:enabled|active)\b|\bare (?:still )?(?:enabled|active)\b|\bstill (?:enabled|active)\b/],
  ['shared', /\bshared? ?-?mail ?box(?:es)?\b|\bmailboxes\b|\bshared (?:accounts|ones)\b|\broom mailboxes\b/],
  ['service', /\b(?:service|technical|system|sync|functional|svc|robot|machine|integration)[- ]?(?:accounts?|users?|identities|accts?)\b|\bsvc\b|\bnon-?human\b/],
  ['guests', /\b(?:guests?|externals?|external (?:users?|accounts?|people)|b2b|invited users?)\b/],
  ['admins', /\b(?:admins?|administrators?|global admins?|privileged|role holders?|admn|sysadmins?|people with roles|with (?:a |any )?(?:admin )?roles?)\b/],
  ['members', /\b(?:members?|internal (?:users?|accounts?|people)|employees|own users|staff|internals)\b/],
];

/** The words of the filters, to mend slips in them; the verbs and likenesses among them are not slips. */
const SLIPS = new Spelling('service account accounts guest guests admin admins administrators member members employees shared mailbox mailboxes disabled enabled external externals disable enable guess admit exclude excluded register registered share quest'.split(' '), []);
const mended = (plain: string): string => plain.replace(/[a-z]{5,}/g, (word) => SLIPS.mend(word));

/** "employees, not guests": the kind named after the no is the one not meant. */
const LEFT_OUT = /\b(?:not|no|without|except|excluding|but not|ignoring|minus)(?: for| the| our| any)* (?:guests?|externals?|admins?|service accounts?|members?|shared mailboxes|disabled)\b(?: (?:accounts|users|ones))?/g;

const EVERYONE = /\b(?:all|every|everyone|everybody|each|whole)\b/;

const FINDINGS: [FindingFilter, RegExp][] = [
  ['app-password', /\bapp(?:lication)?[- ]?(?:passwords?|pw)\b/],
  ['legacy-auth', /\b(?:legacy|basic|old)[- ]?(?:auth\w*|protocols?|clients?)|\b(?:imap|pop3?|smtp auth|activesync)\b/],
  ['trusted-location', /\btrusted (?:locations?|ips?|networks?|office)|\b(?:named|location|office|ip)[- ](?:locations?|exclusions?|exceptions?|bypass|network|ip|based)|\b(?:from|in|at) (?:the|our) (?:office|hq|headquarters|corporate network|company network)|\bbecause of (?:the|a|their) (?:location|office|ip|network)/],
  ['excluded', /\bexclu\w+|\bexempt\w*|\bexceptions?\b|\bleft out\b|\bcarved out\b/],
  ['not-registered', /\b(?:not|never|n'?t|un|non)[- ]?(?:yet )?(?:re?gister\w*|enrol\w*)|\b(?:not|never|no|\w+n'?t) (?:\w+ ){0,3}(?:regist\w+|enrol\w*|set up)|\bunregistered\b|\bwithout (?:a |any )?(?:registered )?(?:methods?|authenticator|registration)|\bno (?:registered )?(?:methods?|authenticator|registration)\b|\bmissing registration|\bregistration (?:is )?missing/],
  ['no-mfa-signin', /\b(?:sign(?:ed|s|ing)?|log(?:ged|s|ging)?|logon|logged on)[- ]?(?:in|ins|on|ons)?\b[^?]{0,30}\b(?:without|w\/o|no|single|only|just)\b[^?]{0,25}\b(?:mfa|2fa|factor|claim|password)|\bmfa claim\b|\bsingle[- ]factor\b|\b(?:without|w\/o|no) (?:the )?(?:mfa )?claim\b|\b(?:sign-?ins|logins|logons) (?:without|w\/o)\b|\b(?:no|without|w\/o) (?:mfa|2fa)[^?]{0,25}\b(?:sign-?ins?|logins?|logons?|sign-in logs?)\b/],
];

const CAPABLE = /\b(?:can|could|may|able to|still) (?:\w+ )?(?:sign|log) ?-?(?:in|on)|\bable to (?:sign|log)/;

export function filterSlots(text: string): Pick<Slots, 'filter' | 'finding'> {
  const plain = mended(fold(text));
  const meant = plain.replace(LEFT_OUT, ' ');
  const filter = FILTERS.find(([, pattern]) => pattern.test(meant))?.[0];
  const finding = FINDINGS.find(([id, pattern]) => pattern.test(plain) && !(id === 'no-mfa-signin' && CAPABLE.test(plain)))?.[0];
  return { ...(filter && { filter }), ...(finding && { finding }) };
}

/** Whom a daily card is about, where it says so: "only the admins", "the report about guests"; a guest who asks for it is none. */
export function digestFilter(text: string): Filter | undefined {
  const about = /\b(?:only|just|about|on|of|for|with|all)(?: (?:the|our|all|only|just|non-?compliant|my))* [a-z -]*$|^(?:the )?$/;
  const plain = mended(fold(text));
  const found = FILTERS.map(([filter, pattern]) => ({ filter, at: plain.search(pattern) })).filter(({ at }) => at >= 0);
  return found.find(({ at }) => about.test(plain.slice(0, at)))?.filter ?? (/\b(?:about|for|on) (?:everybody|everyone|all (?:the )?(?:accounts|users))\b/.test(plain) ? 'all' : undefined);
}

/** The group meant by "for all guests"; `all` where everyone is meant. */
export function groupFilter(text: string): Filter | undefined {
  return filterSlots(text).filter ?? (EVERYONE.test(fold(text)) ? 'all' : undefined);
}
