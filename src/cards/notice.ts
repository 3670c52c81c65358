import { plain, raw, trusted, type Cell } from './cell.js';
import { clean } from './escape.js';
import type { Presenter } from './frame.js';

export interface Choice {
  title: string;
  verb: string;
  data: object;
}

export interface NoticeView {
  headline?: string;
  /** May quote what a person typed: escaped. */
  message: string;
  /** Finds the cause of a failure in the log. */
  reference?: string;
  buttons?: Choice[];
  /** Of the tab, see `Presented`. */
  page?: string | undefined;
}

/** One message: a greeting, a refusal, a failure with its reference. */
export const noticeCard: Presenter<NoticeView> = {
  name: 'notice',
  data: ({ headline = '', message, reference, buttons = [] }) => ({
    headline, message, reference: reference ? `Reference: ${reference}` : '', buttons: buttons.map(choiceData),
  }),
  page: ({ page }) => page,
  text: ({ headline, message, reference }) => [headline ? `${headline}:`.replace(/([.!?]):$/, '$1') : '', message, reference ? `Reference: ${reference}` : ''],
};

export interface SuggestionsView {
  headline: string;
  detail?: string;
  choices: Choice[];
}

/** When unsure: what it might be, as buttons. */
export const suggestionsCard: Presenter<SuggestionsView> = {
  name: 'suggestions',
  data: ({ headline, detail = '', choices }) => ({ headline, detail, choices: choices.slice(0, 6).map(choiceData) }),
  text: ({ headline, detail, choices }) => [headline, detail ?? '', ...choices.slice(0, 6).map(({ title }) => `- ${title}`)],
};

function choiceData({ title, verb, data }: Choice): { [name: string]: Cell } {
  return { title: plain(title), verb: raw(verb), data: raw(data) };
}

/** An account a name might mean. */
export interface CandidateRow {
  id: string;
  displayName: string;
  userPrincipalName: string;
}

export interface CandidatesView {
  query: string;
  intent: string;
  candidates: CandidateRow[];
}

const MAX_CANDIDATES = 8;

/** A name that fits several accounts: which one? */
export const candidatesCard: Presenter<CandidatesView> = {
  name: 'candidates',
  data: ({ query, intent, candidates }) => ({
    headline: question(query, candidates.length), detail: '', intent: raw(intent), more: trusted(more(candidates.length)),
    candidates: candidates.slice(0, MAX_CANDIDATES).map(({ id, displayName, userPrincipalName }) => ({
      id: raw(id), name: displayName, address: userPrincipalName, tooltip: plain(`Take ${displayName}`),
    })),
  }),
  text: ({ query, candidates }) => [
    question(query, candidates.length),
    ...candidates.slice(0, MAX_CANDIDATES).map(({ displayName, userPrincipalName }) => `- ${displayName} <${userPrincipalName}>`),
    more(candidates.length),
  ],
};

const question = (query: string, count: number): string => `\`${clean(query, 80)}\` fits ${count} accounts. Which one do you mean?`;
const more = (count: number): string => (count > MAX_CANDIDATES ? `And ${count - MAX_CANDIDATES} more: write more of the name, or the address.` : '');
