import { block, cut } from './text.js';
import type { TicketDraft } from './types.js';

/**
 * Atlassian Document Format (developer.atlassian.com/cloud/jira/platform/apis/document/structure): text nodes are never parsed,
 * so no markup can come in by a name. A text node must not be empty.
 */
export interface Adf {
  type: 'doc';
  version: 1;
  content: object[];
}

/** Jira refuses longer texts (32,767 characters in all). */
const LONGEST_LINE = 2_000;
const LONGEST_BODY = 30_000;

const doc = (content: object[]): Adf => ({ type: 'doc', version: 1, content });

/** A line that is nothing but an address becomes a link. */
function textOf(line: string): object {
  const isAddress = /^https:\/\/\S+$/.test(line) && URL.canParse(line);
  return { type: 'text', text: line, ...(isAddress && { marks: [{ type: 'link', attrs: { href: line } }] }) };
}

const paragraph = (line: string): object => ({ type: 'paragraph', content: line ? [textOf(line)] : [] });
const visible = (line: string): string => cut(block(line).replace(/\s+/gu, ' ').trim(), LONGEST_LINE);

/** The draft with its headings, the lines of each as a list. */
export function adfBody({ paragraphs }: TicketDraft): Adf {
  let room = LONGEST_BODY;
  const fits = (line: string): boolean => line !== '' && (room -= line.length) >= 0;
  return doc(paragraphs.flatMap(({ heading, lines }) => {
    const items = lines.map(visible).filter(fits).map((line) => ({ type: 'listItem', content: [paragraph(line)] }));
    const head = visible(heading);
    return [
      ...(fits(head) ? [{ type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: head }] }] : []),
      ...(items.length ? [{ type: 'bulletList', content: items }] : []),
    ];
  }));
}

export const adfText = (text: string): Adf => doc(cut(block(text), LONGEST_BODY).split('\n').map((line) => paragraph(line.trim())));
