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

function clamp(text: string, limit: number): string {
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
