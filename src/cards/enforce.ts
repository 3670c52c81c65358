import type { Verdict } from '../engine/index.js';
import type { Data } from './bind.js';
import { md, raw, trusted, type Cell } from './cell.js';
import { VERDICT_MARKS, VERDICT_WORDS } from './counts.js';
import { accountPage, type Presenter } from './frame.js';
import { plural, stop } from './words.js';

type Status = 'proposed' | 'awaitingApproval' | 'running' | 'finished' | 'withdrawn' | 'declined' | 'superseded' | 'expired';
type StepStatus = 'planned' | 'writing' | 'sent' | 'effective' | 'failed' | 'skipped';

interface Person { id: string; displayName: string; userPrincipalName: string }

/** A plan as it stands. Names and texts are the tenant's: foreign text. */
export interface EnforceView {
  id: string;
  number: number;
  status: Status;
  content: {
    kind: 'accounts' | 'tenant' | 'undo';
    title: string;
    rows: { account: Person; lever: string; before: Verdict; after: Verdict; warnings: string[] }[];
    heldBack: { account: Person; because: string; tenantWide?: { text: string }; canInsist: boolean }[];
    warnings: string[];
    effect: string;
    approvalBecause?: string;
  };
  requestedBy: { id: string; name: string };
  /** Who looks at the card, by account id; undefined where anybody may. */
  viewerId?: string | undefined;
  approvedBy: { name: string } | undefined;
  expiresAt: string;
  finishedAt: string | undefined;
  steps: { text: string; status: StepStatus; note: string | undefined; accountIds: string[] }[];
  verdicts: Record<string, Verdict>;
  undoableUntil: string | undefined;
  undoneBy: number | undefined;
  notes: string[];
}

const MAX_ROWS = 10;
const MAX_HELD_BACK = 6;

/** What is going to be changed, by which lever, with which effect; then how far it is, and what came of it. */
export const enforceCard: Presenter<EnforceView> = {
  name: 'enforce',
  data: (view) => ({
    plan: raw(view.id),
    headline: headline(view),
    standing: standing(view),
    notes: view.notes.map((text) => ({ text })),
    effect: outcome(view),
    effectStyle: effectStyle(view),
    steps: stepLines(view).map((text) => ({ text })),
    rows: view.content.rows.slice(0, MAX_ROWS).map((row) => rowData(view, row)),
    more: moreRows(view),
    warnings: isOpen(view) ? view.content.warnings.map((text) => ({ text })) : [],
    approval: approval(view),
    heldBackTitle: heldBackTitle(view),
    heldBack: heldBackOf(view).slice(0, MAX_HELD_BACK).map(heldBackData),
    ...buttons(view),
  }),
  page: ({ content: { rows } }) => (rows.length === 1 ? accountPage(rows[0]!.account) : undefined),
  refresh: ({ id }) => ({ verb: 'enforce-look', data: { plan: id } }),
  text: (view) => [
    `${headline(view)}.`.replace('..', '.'),
    standingText(view),
    ...view.notes,
    stop(outcome(view)),
    ...stepLines(view),
    ...view.content.rows.flatMap((row) => rowText(view, row)),
    ...(isOpen(view) ? view.content.warnings.map((text) => `Mind: ${text}`) : []),
    approval(view),
    ...heldBackOf(view).flatMap(({ account, because, tenantWide }) => [
      `Not by this button: ${account.displayName} <${account.userPrincipalName}>: ${sentence(stop(because))}${tenantWide ? ` What would close it: ${stop(tenantWide.text)}` : ''}`,
    ]),
    howToGoOn(view),
  ],
};

const isOpen = ({ status }: EnforceView): boolean => status === 'proposed' || status === 'awaitingApproval';
const isDone = (status: StepStatus): boolean => status === 'effective';
const heldBackOf = (view: EnforceView): EnforceView['content']['heldBack'] => (isOpen(view) ? view.content.heldBack : []);

function headline({ status, number, content: { title }, steps }: EnforceView): string {
  switch (status) {
    case 'proposed': return steps.length > 0 ? title : 'Nothing to confirm';
    case 'awaitingApproval': return `Waits for a second person: ${title}`;
    case 'running': return `Carrying out: ${title}`;
    case 'finished': return `${FINISHED[result(steps)]}: ${title}`;
    case 'expired': return `Too late to confirm: ${title}`;
    default: return `Plan ${number} was ${status}: ${title}`;
  }
}

type Result = 'done' | 'partly' | 'sent' | 'failed';
const FINISHED: Record<Result, string> = { done: 'Done', partly: 'Partly done', sent: 'Sent, but not effective yet', failed: 'Not done' };

function result(steps: EnforceView['steps']): Result {
  if (steps.every(({ status }) => isDone(status))) return 'done';
  if (steps.some(({ status }) => status === 'sent')) return 'sent';
  return steps.some(({ status }) => isDone(status)) ? 'partly' : 'failed';
}

function outcome(view: EnforceView): string {
  const { status, steps, content } = view;
  if (status === 'running') return progress(steps);
  if (status !== 'finished') return content.effect;
  if (content.kind === 'accounts') return whoIsCompliant(view);
  return { done: 'Graph shows the change.', partly: 'Graph shows only a part of it.', sent: 'Graph took it, but does not show it yet.', failed: 'Nothing was changed.' }[result(steps)];
}

/** Once everything is sent, Graph is asked for some eight minutes whether it has taken effect. */
function progress(steps: EnforceView['steps']): string {
  const count = (wanted: StepStatus[]): number => steps.filter(({ status }) => wanted.includes(status)).length;
  const soFar = `${plural(count(['effective']), 'change')} of ${steps.length} in effect so far.`;
  const sent = count(['sent']);
  return sent === 0 || count(['planned', 'writing']) > 0 ? soFar : `${soFar} Sent, but not effective yet: ${plural(sent, 'change')}; Graph is asked again for up to eight minutes.`;
}

function whoIsCompliant({ content: { rows }, verdicts }: EnforceView): string {
  const compliant = rows.filter(({ account }) => verdicts[account.id] === 'compliant').length;
  if (rows.length === 0 || Object.keys(verdicts).length === 0) return 'It was carried out; ask "how does it stand" by "why is … flagged?".';
  if (compliant === 0 && rows.every(({ account }) => verdicts[account.id] === 'nonCompliant')) return `${rows.length === 1 ? 'This account' : `All ${rows.length} accounts`} can still sign in without MFA.`;
  return compliant === rows.length ? `MFA is required at every sign-in of ${rows.length === 1 ? 'this account' : `these ${rows.length} accounts`} now.` : `MFA is required at every sign-in of ${compliant} of ${plural(rows.length, 'account')} now.`;
}

function effectStyle({ status, steps, content }: EnforceView): Cell {
  if (status !== 'finished') return trusted(content.kind === 'undo' && isDangerous(content) ? 'attention' : 'emphasis');
  return trusted({ done: 'good', partly: 'warning', sent: 'warning', failed: 'attention' }[result(steps)]);
}

const isDangerous = ({ rows }: EnforceView['content']): boolean => rows.some(({ after }) => after === 'nonCompliant');

/** The client puts times into the reader's own time zone. */
const time = (iso: string): string => `{{TIME(${iso.slice(0, 19)}Z)}}`;
const date = (iso: string): string => `{{DATE(${iso.slice(0, 19)}Z,SHORT)}}`;

function standing(view: EnforceView): Cell {
  const { number, status, steps, expiresAt, requestedBy, approvedBy, finishedAt, undoableUntil, undoneBy } = view;
  const by = md`asked for by ${requestedBy.name}`;
  const approved = approvedBy ? md`, approved by ${approvedBy.name}` : trusted('');
  const when = finishedAt ? trusted(` · ${date(finishedAt)} ${time(finishedAt)}`) : trusted('');
  const undo = undoneBy ? trusted(` · undone by plan ${undoneBy}`) : undoableUntil ? trusted(` · can be undone until ${date(undoableUntil)}`) : trusted('');
  if (status === 'proposed' && steps.length === 0) return md`Plan ${number} · nothing has been changed`;
  if (status === 'proposed') return md`Plan ${number} · nothing has been changed yet · good until ${trusted(time(expiresAt))}`;
  if (status === 'awaitingApproval') return md`Plan ${number} · ${by} · nothing has been changed yet · until ${trusted(`${date(expiresAt)} ${time(expiresAt)}`)}`;
  if (status === 'running' || status === 'finished') return md`Plan ${number} · ${by}${approved}${when}${undo}`;
  return md`Plan ${number} · ${by} · nothing was changed`;
}

function standingText({ number, status, requestedBy, approvedBy, undoneBy }: EnforceView): string {
  const people = `asked for by ${requestedBy.name}${approvedBy ? `, approved by ${approvedBy.name}` : ''}`;
  if (status === 'running' || status === 'finished') return `Plan ${number}, ${people}${undoneBy ? `; undone by plan ${undoneBy}` : ''}.`;
  return `Plan ${number}, ${people}. Nothing ${isOpenStatus(status) ? 'has been' : 'was'} changed.`;
}

const isOpenStatus = (status: Status): boolean => status === 'proposed' || status === 'awaitingApproval';

const STEP_MARKS: Record<StepStatus, string> = { planned: '•', writing: '…', sent: '…', effective: '✓', failed: '✕', skipped: '–' };
const MAX_STEPS = 8;

/** Where one change serves everybody, or where something went wrong, the changes themselves are told. */
function stepLines({ status, content, steps }: EnforceView): string[] {
  const rowsTell = content.rows.some(({ lever }) => lever !== '');
  const told = rowsTell ? steps.filter(({ status: each, note }) => status === 'finished' && !isDone(each) && note) : isOpenStatus(status) ? [] : steps;
  return told.slice(0, MAX_STEPS).map((step) => `${STEP_MARKS[step.status]} ${stop(sentence(step.text))}${step.note ? ` ${step.note}` : ''}`);
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

type Row = EnforceView['content']['rows'][number];

function rowData(view: EnforceView, row: Row): { [name: string]: Data } {
  const verdict = verdictNow(view, row);
  return {
    name: row.account.displayName, address: row.account.userPrincipalName, lever: row.lever,
    verdict: trusted(verdictLine(view, row)), verdictColour: trusted(verdict === 'compliant' ? 'Good' : verdict === 'nonCompliant' ? 'Attention' : 'Default'),
    warnings: isOpen(view) ? row.warnings.map((text) => ({ text })) : [],
  };
}

/** Of a finished plan only what was judged afterwards counts. */
const verdictNow = ({ status, verdicts }: EnforceView, { account, after }: Row): Verdict =>
  (status === 'finished' ? (verdicts[account.id] ?? 'unknown') : status === 'running' ? (verdicts[account.id] ?? after) : after);

function verdictLine(view: EnforceView, row: Row): string {
  const now = verdictNow(view, row);
  const word = VERDICT_WORDS[now].toLowerCase();
  if (view.status === 'finished') return `${VERDICT_MARKS[now]} ${VERDICT_WORDS[now]} now`;
  if (view.status === 'running') return `… ${word} once it is in effect`;
  return isOpen(view) ? `${VERDICT_MARKS[now]} ${VERDICT_WORDS[now]} afterwards` : `${VERDICT_WORDS[row.before]} as before`;
}

function rowText(view: EnforceView, row: Row): string[] {
  const { account: { displayName, userPrincipalName }, lever, warnings } = row;
  return [
    `${displayName} <${userPrincipalName}>: ${lever ? `${stop(lever)} ` : ''}${verdictLine(view, row)}.`,
    ...(isOpen(view) ? warnings.map((text) => `   Mind: ${text}`) : []),
  ];
}

function moreRows({ content: { rows } }: EnforceView): string {
  const hidden = rows.slice(MAX_ROWS).map(({ account }) => account.displayName);
  return hidden.length > 0 ? `And ${hidden.length} more: ${hidden.join(', ')}.` : '';
}

function approval({ status, number, content: { approvalBecause } }: EnforceView): string {
  if (!approvalBecause || !isOpenStatus(status)) return '';
  if (status === 'proposed') return `A second authorised person has to approve, because ${approvalBecause}.`;
  return `A second authorised person has to approve, because ${approvalBecause}: here, or in a chat of their own with "approve plan ${number}".`;
}

function heldBackTitle(view: EnforceView): string {
  const count = heldBackOf(view).length;
  return count > 0 ? `Not by this button: ${plural(count, 'account')}${count > MAX_HELD_BACK ? ` (the first ${MAX_HELD_BACK})` : ''}` : '';
}

function heldBackData({ account, because, tenantWide, canInsist }: EnforceView['content']['heldBack'][number]): { [name: string]: Data } {
  return {
    id: raw(account.id), name: account.displayName, address: account.userPrincipalName, because: sentence(stop(because)),
    wider: tenantWide ? `What would close it: ${stop(tenantWide.text)}` : '', offersWider: tenantWide !== undefined, canInsist,
    offersTicket: tenantWide !== undefined || canInsist || !/compliant already|cannot sign in/.test(because),
  };
}

/** A plan's own person confirms and withdraws it, another one approves or declines. */
function buttons({ status, steps, content, requestedBy, viewerId, undoableUntil, undoneBy }: EnforceView): { [name: string]: Data } {
  const isOwn = viewerId === undefined || viewerId === requestedBy.id;
  const open = status === 'proposed' && steps.length > 0 && isOwn;
  return {
    canConfirm: open, confirmTitle: trusted(content.approvalBecause ? 'Confirm and ask for approval' : content.kind === 'undo' ? 'Confirm the undo' : 'Confirm'),
    canApprove: status === 'awaitingApproval' && viewerId !== requestedBy.id,
    canWithdraw: open || status === 'awaitingApproval', withdrawTitle: trusted(status !== 'awaitingApproval' ? 'Cancel' : isOwn ? 'Withdraw' : 'Decline'),
    canLook: status === 'running', canUndo: Boolean(undoableUntil) && !undoneBy,
  };
}

function howToGoOn({ status, number, steps, undoableUntil, undoneBy }: EnforceView): string {
  if (status === 'proposed' && steps.length > 0) return 'Say "yes" to confirm, "cancel" to drop it.';
  if (status === 'awaitingApproval') return `"approve plan ${number}" approves it, "decline plan ${number}" drops it.`;
  return undoableUntil && !undoneBy ? `"undo plan ${number}" takes it back.` : '';
}
