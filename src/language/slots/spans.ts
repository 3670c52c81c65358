import type { Lexicon } from '../model/lexicon.js';
import { COMMON_WORDS } from '../text/commonWords.js';
import { fold } from '../text/normalise.js';

/** A word of the message with its place; `name` where it looks like a name rather than a word of the language. */
export interface Token { text: string; start: number; end: number; name: boolean }

const WORD = /[\p{L}\p{N}_#][\p{L}\p{N}_.@+#'-]*/gu;
const HYPHENATED = /^(?:non|re|break|report|multi|two|help|sign|log|pre|follow|e|up|per|end|third|whats?|third|co|anti|mid|all|so|well|on|off|in|x)-/i;
const TECHNICAL = /^(?:MFA|2FA|MFA'd|CA|AD|ID|IT|HR|CSV|PDF|JSON|XLSX|API|SMS|CSP|MSP|SMTP|IMAP|POP|EXO|TAP|P1|P2|OK|ASAP|UPN|FYI|PLS|Please|Azure|Entra|Microsoft|Teams|Exchange|Outlook|Intune|Duo|Okta|I|I'd|I'm|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Why|What|Who|How|Is|Can|Does|Did|Are|Explain|Enforce|Open|Tickets?|Bot|Hi|Hello|Hey|Helpdesk|Sth|Smth|Sb|Stuff|Jira|ServiceNow)$/i;
const PARTICLE = /^(?:van|de|der|von|den|da|di|la|le|el|al|bin|dos|st\.?)$/i;

export function tokensOf(text: string, lexicon: Lexicon): Token[] {
  const tokens = [...text.matchAll(WORD)].map((found) => token(found[0], found.index));
  tokens.forEach((item, i) => { item.name = looksLikeName(item, text, i, lexicon); });
  if (/(?:^|\s)\p{Ll}{2}/u.test(text)) joinCapitals(text, tokens);
  return tokens.map((item, i) => joinParticle(item, tokens[i - 1], tokens[i + 1]));
}

/** Without the possessive and the punctuation at the end. */
function token(raw: string, start: number): Token {
  const text = raw.replace(/'s?$/i, '').replace(/[.'-]+$/, '');
  return { text, start, end: start + text.length, name: false };
}

function looksLikeName(item: Token, text: string, i: number, lexicon: Lexicon): boolean {
  const { text: word } = item;
  if (/@/.test(word)) return /@[\w-]+\./.test(word);
  if (!/\p{L}/u.test(word) || TECHNICAL.test(word)) return false;
  if (/[\p{L}\p{N}][._-][\p{L}\p{N}]|\p{L}\d/u.test(word)) return !HYPHENATED.test(word);
  const folded = fold(word).replace(/'/g, '');
  if (lexicon.isFirstName(folded)) return true;
  if (COMMON_WORDS.has(folded)) return false;
  if (capitalised(word) && i > 0 && !startsSentence(text, item.start)) return true;
  return !lexicon.known(folded) && lexicon.mend(folded) === folded && folded.length > 1;
}

function capitalised(word: string): boolean {
  return /^\p{Lu}[\p{Ll}']/u.test(word);
}

function startsSentence(text: string, start: number): boolean {
  return /(?:^|[.?!:]\s*|["(])$/.test(text.slice(0, start).trimEnd()) ;
}

const NEVER_IN_A_NAME = /^(?:for|on|and|or|the|about|with|a|an|of|to|in|from)$/i;

/** "Will Stone", "Both Ways": a capital beside a name makes a word part of it; text: not one with a capital in every word. */
function joinCapitals(text: string, tokens: Token[]): void {
  const joins = (item: Token, i: number): boolean => !item.name && i > 0 && capitalised(item.text) && !TECHNICAL.test(item.text) && !NEVER_IN_A_NAME.test(item.text) && !startsSentence(text, item.start);
  const beside = (one?: Token, other?: Token): boolean => !!one && !!other && /^\s+$/.test(text.slice(one.end, other.start));
  for (let i = tokens.length - 1; i > 0; i--) if (joins(tokens[i]!, i) && beside(tokens[i], tokens[i + 1]) && isCapitalName(tokens[i + 1]!)) tokens[i]!.name = true;
  tokens.forEach((item, i) => { if (joins(item, i) && beside(tokens[i - 1], item) && isCapitalName(tokens[i - 1]!)) item.name = true; });
}

const isCapitalName = (item: Token): boolean => item.name && capitalised(item.text);

/** "Ludwig van Beethoven" is one name. */
function joinParticle(item: Token, before: Token | undefined, after: Token | undefined): Token {
  return PARTICLE.test(item.text) && before?.name && after?.name ? { ...item, name: true } : item;
}

/** Neighbouring name tokens as written, e.g. `Anna Kowalska`; commas and other words part them. */
export function nameSpans(text: string, tokens: Token[]): string[] {
  const spans: { start: number; end: number }[] = [];
  for (const item of tokens) {
    const last = spans.at(-1);
    if (!item.name) continue;
    if (last && /^\s+$/.test(text.slice(last.end, item.start)) && sameCase(text.slice(last.start, last.end), item.text)) last.end = item.end;
    else spans.push({ start: item.start, end: item.end });
  }
  return spans.map(({ start, end }) => text.slice(start, end));
}

/** "Chloé swears" is a name and a verb; "chloé martin" and "Chloé Martin" are names. */
function sameCase(before: string, word: string): boolean {
  return capitalised(word) || PARTICLE.test(word) || !/^\p{Lu}/u.test(before);
}
