/** Control, format (bidi marks, zero-width), private-use and lone surrogate characters: none of them is part of a name. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const MARKDOWN = /[\\`*_{}[\]()#+\-.!<>|~&]/g;
const ELLIPSIS = '…';

/** Foreign text as one visible line of at most `limit` bytes of UTF-8; safe where a client draws plain text (button titles, terminals). */
export function clean(value: unknown, limit = Number.POSITIVE_INFINITY): string {
  const line = String(value ?? '')
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/\{(?=\{)/g, '{ ')
    .trim();
  return clamp(line, limit);
}

/**
 * THE escaping function: every foreign string passes it on its way into a card's text.
 * Neutralises markdown, links, `<at>` mentions and `{{DATE()}}`, which clients would otherwise carry out.
 */
export function escape(value: unknown, limit = Number.POSITIVE_INFINITY): string {
  const escaped = clean(value, limit).replace(MARKDOWN, String.raw`\$&`);
  // Our own sentences quote names in backticks; on a card curly quotes read better, and they mean nothing to a client.
  return escaped.replace(/\\`(.+?)\\`/g, '“$1”');
}

/** At most so many bytes. In a sentence it is the names that get shorter; where that isn't enough, a name that is cut still ends in its backtick. */
function clamp(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  if (!text.includes('`')) return cut(text, limit);
  const sentence = withShortNames(text, limit);
  if (Buffer.byteLength(sentence) <= limit) return sentence;
  const short = cut(sentence, limit - 1);
  return short.split('`').length % 2 === 0 ? `${short}\`` : short;
}

const NAME = /`([^`]+)`/g;
/** Bytes; shorter than this a name says nothing. */
const SHORTEST_NAME = 24;

/** The longest names give way first, until all that are cut are equally long. */
function withShortNames(text: string, limit: number): string {
  const sizes = [...text.matchAll(NAME)].map(([, name]) => Buffer.byteLength(name!)).toSorted((one, other) => one - other);
  let room = limit - Buffer.byteLength(text) + sizes.reduce((sum, size) => sum + size, 0);
  for (const [index, size] of sizes.entries()) {
    const share = Math.floor(room / (sizes.length - index));
    if (size > share) return text.replace(NAME, (_, name: string) => `\`${cut(name, Math.max(share, SHORTEST_NAME))}\``);
    room -= size;
  }
  return text;
}

function cut(text: string, limit: number): string {
  if (Buffer.byteLength(text) <= limit) return text;
  let bytes = Buffer.byteLength(ELLIPSIS);
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit) break;
    kept += character;
  }
  return kept.trimEnd() + ELLIPSIS;
}
