import type { Data } from './bind.js';
import { md, plain, raw, trusted } from './cell.js';
import type { Presenter } from './frame.js';
import { capital, findingWords, plural, stop } from './words.js';

/** A ticket as the cards need it; names, comments and links are foreign. */
export interface ShownTicket {
  number: number;
  status: 'opening' | 'open' | 'closed';
  priority: 'high' | 'medium' | 'low';
  /** ISO 8601. */
  dueAt: string;
  openedAt: string;
  openedBy: { name: string };
  assignee: { name: string } | undefined;
  closedBecause: string | undefined;
  externalUrl: string | undefined;
  comments: { at: string; by: { name: string }; text: string }[];
  content: {
    account: { id: string; displayName: string; userPrincipalName: string };
    findings: { id: string; detail: string }[];
    witness: string | null;
    steps: string[];
    topics: { id: string; title: string }[];
    /** As the other system has it. */
    there?: { label?: string; assignee?: string };
  };
}

export interface TicketView {
  ticket: ShownTicket;
  isOverdue: boolean;
  /** The reader has it already. */
  isMine: boolean;
  /** What has just come of a press; foreign text. */
  note?: string;
  /** The other system that holds it. */
  system?: string;
  /** The list the reader came from. */
  from?: { filter: string; page: number };
}

const MAX_FINDINGS = 5;
const MAX_STEPS = 6;
const MAX_COMMENTS = 3;
const WEB_ADDRESS = /^https?:\/\//;

/** One ticket: why, what to do, by when, who does it. */
export const ticketCard: Presenter<TicketView> = {
  name: 'ticket',
  data: (view) => {
    const { ticket, note = '', from } = view;
    const { account, findings, witness, steps, topics } = ticket.content;
    const state = stateOf(view);
    return {
      number: ticket.number, state: trusted(state.word), stateColour: state.colour, note,
      id: raw(account.id), name: account.displayName, address: account.userPrincipalName,
      facts: facts(view), witness: witness ?? '', hasWitness: witness !== null && ticket.status !== 'closed',
      findings: findings.slice(0, MAX_FINDINGS).map(({ id, detail }) => ({ text: md`**${trusted(capital(findingWords(id)))}**: ${stop(detail)}` })),
      steps: steps.slice(0, MAX_STEPS).map((text, index) => ({ number: index + 1, text: stop(text) })),
      comments: latest(ticket).map(({ at, by, text }) => ({ who: md`**${by.name}**  ·  ${moment(at)}`, text })),
      commentsTitle: trusted(ticket.comments.length > MAX_COMMENTS ? `The latest of ${plural(ticket.comments.length, 'comment')}` : 'Comments'),
      isOpen: ticket.status !== 'closed', isClosed: ticket.status === 'closed', canTake: ticket.status !== 'closed' && !view.isMine,
      topics: topics.slice(0, 1).map(({ id, title }) => ({ id: raw(id), title: plain(title) })),
      url: raw(address(ticket)), hasUrl: address(ticket) !== '', linkTitle: plain(`Open in ${view.system ?? 'the ticket system'}`),
      filter: raw(from?.filter ?? 'open'), page: from?.page ?? 0,
    };
  },
  page: ({ ticket }) => `ticket/${ticket.number}`,
  refresh: ({ ticket, from }) => ({ verb: 'ticket-view', data: { ticket: ticket.number, from: from ?? { filter: 'open', page: 0 } } }),
  text: (view) => {
    const { ticket, note = '' } = view;
    const { account, findings, witness, steps } = ticket.content;
    return [
      note,
      `Ticket ${ticket.number} (${stateOf(view).word.toLowerCase()}): ${account.displayName} <${account.userPrincipalName}>`,
      factsText(view),
      witness && ticket.status !== 'closed' ? `A sign-in that passes: ${witness}` : '',
      ...findings.slice(0, MAX_FINDINGS).map(({ id, detail }) => `Found: ${findingWords(id)}: ${stop(detail)}`),
      ...steps.slice(0, MAX_STEPS).map((step, index) => `${index + 1}. ${stop(step)}`),
      ...latest(ticket).map(({ at, by, text }) => `${by.name}, ${at.slice(0, 10)}: ${text}`),
      address(ticket),
    ];
  },
};

const latest = ({ comments }: ShownTicket): ShownTicket['comments'] => comments.slice(-MAX_COMMENTS);

/** Only what is surely a page's address becomes a button. */
const address = ({ externalUrl = '' }: ShownTicket): string => (WEB_ADDRESS.test(externalUrl) ? externalUrl : '');

export function stateOf({ ticket, isOverdue }: Pick<TicketView, 'ticket' | 'isOverdue'>): { word: string; colour: string } {
  if (ticket.status === 'closed') return { word: '✓ Closed', colour: 'Good' };
  if (ticket.status === 'opening') return { word: '… Being opened', colour: 'Warning' };
  return isOverdue ? { word: '! Overdue', colour: 'Attention' } : { word: 'Open', colour: 'Accent' };
}

export const PRIORITIES = { high: 'High', medium: 'Medium', low: 'Low' } as const;

/** A day in the reader's own time zone. */
export const day = (at: string): ReturnType<typeof trusted> => trusted(`{{DATE(${new Date(at).toISOString().slice(0, 19)}Z,COMPACT)}}`);
const moment = (at: string): ReturnType<typeof md> => md`${day(at)}`;

function facts({ ticket, system }: TicketView): Data[] {
  const { there } = ticket.content;
  return [
    { title: trusted('Priority'), value: trusted(PRIORITIES[ticket.priority]) },
    { title: trusted('Due'), value: day(ticket.dueAt) },
    { title: trusted('Assigned to'), value: assignedTo(ticket) },
    { title: trusted('Opened'), value: md`${day(ticket.openedAt)} by ${ticket.openedBy.name}` },
    ...(system ? [{ title: plain(system), value: there?.label ?? (ticket.status === 'opening' ? trusted('not told yet') : trusted('open')) }] : []),
    ...(ticket.closedBecause ? [{ title: trusted('Closed'), value: ticket.closedBecause }] : []),
  ];
}

function factsText({ ticket, system }: TicketView): string {
  const { there } = ticket.content;
  return [
    `Priority ${ticket.priority}, due ${ticket.dueAt.slice(0, 10)}, assigned to ${assignedTo(ticket)}, opened ${ticket.openedAt.slice(0, 10)} by ${ticket.openedBy.name}.`,
    system && there?.label ? `${system}: ${there.label}.` : '', ticket.closedBecause ?? '',
  ].filter(Boolean).join(' ');
}

export const assignedTo = ({ assignee, content }: ShownTicket): string => assignee?.name ?? content.there?.assignee ?? 'nobody yet';
