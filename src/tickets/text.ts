import { createHash } from 'node:crypto';
import type { TicketDraft } from './types.js';

/** Control, format (bidi marks, zero-width), private-use and lone surrogate characters; a line break is none of them here. */
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
const ELLIPSIS = '…';
const SAFE_KEY = /^[A-Za-z0-9][\w.-]{0,59}$/;
/** Entra's user principal names are ASCII; anything else is nobody we could ask another system about. */
const PRINCIPAL_NAME = /^[\w.'!#~+-]+@[\w.-]+$/;

/** Foreign text as one visible line of at most `limit` characters. */
export function oneLine(value: string, limit: number): string {
  return cut(block(value).replace(/\s+/gu, ' ').trim(), limit);
}

/** Foreign text with its line breaks, without what can't be seen. */
export const block = (value: string): string => value.replace(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll('\t', ' ').replace(INVISIBLE, '');

export function cut(value: string, limit: number): string {
  const characters = [...value];
  return characters.length <= limit ? value : characters.slice(0, limit - 1).join('').trimEnd() + ELLIPSIS;
}

/**
 * For systems that may carry out what stands in a text: tags, ServiceNow's `[code]` (HTML in a journal field) and `@[` (a mention),
 * Markdown's links and images.
 */
export function inert(value: string): string {
  return block(value).replaceAll('<', '‹').replaceAll('>', '›').replace(/\[(\/?\s*code)\]/gi, '($1)').replaceAll('](', '] (').replaceAll('@[', '@ [');
}

/** The draft as plain text: headings with their lines, an empty line between paragraphs. */
export function plainBody({ paragraphs }: TicketDraft, limit: number): string {
  const parts = paragraphs.map(({ heading, lines }) => [heading, ...lines.map((line) => `- ${line}`)].map((line) => oneLine(inert(line), limit)).join('\n'));
  return cut(parts.join('\n\n'), limit);
}

/** The draft's key where no query language or header can misread it, else a digest of it. */
export const safeKey = ({ key }: Pick<TicketDraft, 'key'>): string => (SAFE_KEY.test(key) ? key : createHash('sha256').update(key).digest('hex').slice(0, 40));

/** Undefined for a name that must not go into another system's query. */
export const queryableName = (userPrincipalName: string): string | undefined =>
  (PRINCIPAL_NAME.test(userPrincipalName) ? userPrincipalName.toLowerCase() : undefined);

/** The day a ticket is due, in UTC: `2026-12-01`. */
export const dueDay = ({ dueAt }: Pick<TicketDraft, 'dueAt'>): string => new Date(dueAt).toISOString().slice(0, 10);

export function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
