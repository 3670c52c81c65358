import { noticeCard, present, suggestionsCard, type Choice } from '../cards/index.js';
import type { Answer, Request } from './types.js';

interface Notice {
  headline?: string;
  buttons?: Choice[];
  context?: Answer['context'];
  /** Of the tab. */
  page?: string;
}

/** One message, with buttons to where the reader may want to go next. */
export function notice(request: Request, message: string, { headline, buttons, context, page }: Notice = {}): Answer {
  const view = { message, ...(headline && { headline }), ...(buttons && { buttons }), ...(page && { page }) };
  return { presented: present(noticeCard, view, request.frame()), ...(context && { context }) };
}

/** A question back, with the likeliest answers as buttons. */
export function askBack(request: Request, headline: string, choices: Choice[], more: { detail?: string; context?: Answer['context'] } = {}): Answer {
  const view = { headline, choices, ...(more.detail && { detail: more.detail }) };
  return { presented: present(suggestionsCard, view, request.frame()), ...(more.context && { context: more.context }) };
}

export const SHOW_LIST: Choice = { title: 'Show the accounts', verb: 'list', data: { below: true } };
export const SHOW_HELP: Choice = { title: 'What can you do?', verb: 'help', data: { below: true } };
