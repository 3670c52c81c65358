/** The words an order to enforce is made of. Closed on purpose: a sentence with any other everyday word says more than "do it". */
import { COMMON_WORDS } from './text/commonWords.js';
import { FIRST_NAMES } from './text/firstNames.js';
import { fold } from './text/normalise.js';

const VERBS = 'enforce enfroce enforec enfore enforse require demand mandate force oblige compel enable activate apply secure protect fix remediate cover harden lock turn switch set put get make have let bring move place roll start add assign take close remove do configure use register need needs must';
const MFA = 'mfa 2fa multi-factor multifactor multi factor two-factor two second authentication auth strong authenticator';
const WHOM = 'user users account accounts acc accts admin admins administrator administrators global role roles privileged guest guests external externals service technical shared mailbox mailboxes member members employee employees staff people person guy everyone everybody all every each both them these those this that it him her his he she they their its me myself one ones first third fourth fifth last top two three four five ten number list rest remaining other others whole entire non-compliant noncompliant non compliant unprotected uncovered enabled active';
const WHERE = 'the a an of for on to onto into in under with from at via through out policy policies group conditional access ca per-user per enforced enforcement required mandatory status gap hole finding findings exclusion exclusions exception list our my your tenant exclude name named called like';
const TAIL = 'and plus also too as well now today asap please pls plz thanks thank you thx cheers immediately right away straight quickly urgent urgently down up then 4 ok yes kindly just go ahead bot going running only';

const ORDER = new Set(`${VERBS} ${MFA} ${WHOM} ${WHERE} ${TAIL}`.split(' '));

/** Things an order can be about that are no accounts. */
const THINGS = new Set('password passwords passcode bitlocker encryption printer printers outlook laptop laptops phone phones pc computer device devices limit light lights tv archive licence license spam dns firewall gdpr retention dlp label bug error errors problem problems report reports warning friend email emails mail calendar meeting alarm todo agenda ou server website domain network lunch pros cons vs versus failed worked requested planned approved broke impossible reversible dangerous nonsense agreed rollout project plan haha lol hmm hm lmao jk idk wtf'.split(' '));

/** Words that hold sentences together; whoever writes one is telling or asking something. */
const SENTENCE = new Set('you i we am is are be been being does did or but nor than as by about there some such same very so because since though although however'.split(' '));

const FIRST = new Set(FIRST_NAMES);

const VERBAL = /^.{3,}(?:ing|ible|able|tion|sion|ment|ness|ly|[^aeiou]ed)$/;
const TOKEN = /[\p{L}\p{N}#][\p{L}\p{N}@._+'#-]*/gu;
const WRITTEN_AS_A_NAME = /^\p{Lu}[\p{Ll}']/u;

/** Whether every word is a word of an order or a name; a capital inside a sentence makes a name of any word. */
export function isMadeOfOrderWords(order: string, original: string): boolean {
  const names = new Set(wordsOf(original).slice(1).filter((word) => WRITTEN_AS_A_NAME.test(word)).map(fold));
  return wordsOf(order).every((word) => ORDER.has(word) || isName(word, names));
}

/** Words for anybody, or for how: "all", "guests", "them", "now". */
export const isOrderWord = (word: string): boolean => ORDER.has(word);
export const isFirstName = (word: string): boolean => FIRST.has(word);
/** Whether a word beside a name can belong to it: "grace" and "stone" can, "still", "failing" and "the" cannot. */
export const isPartOfName = (word: string): boolean => !(ORDER.has(word) || SENTENCE.has(word) || THINGS.has(word) || VERBAL.test(word));
/** What isn't a word of the language is a name. */
export const isNameWord = (word: string): boolean => isName(word, new Set());

function isName(word: string, names: Set<string>): boolean {
  if (/[@._\d#]|\p{L}-\p{L}/u.test(word)) return true;
  if (THINGS.has(word) || SENTENCE.has(word)) return false;
  return names.has(word) || FIRST.has(word) || !(COMMON_WORDS.has(word) || VERBAL.test(word));
}

function wordsOf(text: string): string[] {
  return (text.match(TOKEN) ?? []).map((word) => word.replace(/'s?$|[.'-]+$/g, '')).filter(Boolean);
}
