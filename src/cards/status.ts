import type { Bar, Counts, Severity } from '../engine/index.js';
import { rowData, rowText, type AccountRow } from './accountRow.js';
import { md, raw, trusted } from './cell.js';
import { kindText, MOST_STACKS, stacks, type CountedKind } from './charts.js';
import { bar, countsText, number } from './counts.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';
import { capital, findingWords } from './words.js';

export interface StatusView {
  headline: string;
  bars: Record<Bar, Counts>;
  /** Kinds of account, the most telling first; each account is of one only. */
  kinds: { kind: string; counts: Counts }[];
  worst: AccountRow[];
  causes: { finding: string; severity: Severity; accounts: number }[];
  unavailable: { source: string; detail: string }[];
  notes: string[];
}

const BARS: [Bar, string, string][] = [
  ['contract', 'Every account', 'The partner agreement: MFA at every sign-in of every enabled account'],
  ['admins', 'Admins', 'Programme eligibility: the holders of admin roles'],
  ['claim', 'MFA claim', 'What sign-ins really carried, where the logs could be read'],
  ['portals', 'Admin portals', "Microsoft's own mandatory MFA for the admin portals"],
];
const KINDS: Record<string, string> = { admins: 'Admins', 'other-members': 'Other members', 'other-guests': 'Other guests', unattended: 'Service accounts, shared mailboxes and rooms' };
const MAX_CAUSES = 6;
const MAX_UNREAD = 4;

/** How far the tenant is: four bars, never folded into one. */
export const statusCard: Presenter<StatusView> = {
  name: 'status',
  data: (view, frame) => ({
    headline: view.headline,
    scanned: scannedLine(frame),
    bars: BARS.map(([id, title, meaning]) => ({ title: trusted(title), meaning: trusted(meaning), ...bar(view.bars[id]), ...judgement(view.bars[id]) })),
    kindStacks: stacks(shownKinds(view)), hasKinds: shownKinds(view).length > 0,
    kinds: shownKinds(view).map((kind) => ({ title: trusted(kindText(kind)), bar: bar(kind.counts).bar })),
    causes: view.causes.slice(0, MAX_CAUSES).map(({ finding, accounts }) => ({ accounts: number(accounts), cause: trusted(capital(findingWords(finding))) })),
    hasCauses: view.causes.length > 0,
    rows: view.worst.map(rowData),
    hasRows: view.worst.length > 0,
    unread: view.unavailable.slice(0, MAX_UNREAD).map(({ source, detail }) => ({ text: md`${raw(source)}: ${detail}` })),
    hasNotes: view.unavailable.length > 0,
  }),
  page: () => 'overview',
  text: (view, frame) => [
    `${view.headline}.`.replace('..', '.'),
    scannedText(frame),
    ...BARS.map(([id, title]) => `${title}: ${judgement(view.bars[id]).verdict} (${countsText(view.bars[id])}).`),
    ...shownKinds(view).map((kind) => `${kindText(kind)}.`),
    ...view.causes.slice(0, MAX_CAUSES).map(({ finding, accounts }) => `${number(accounts)} x ${findingWords(finding)}`),
    ...view.worst.flatMap(rowText),
    ...view.unavailable.map(({ source, detail }) => `Not read: ${source}: ${detail}`),
    ...view.notes,
  ],
};

/** Kinds without an account have nothing to draw. */
function shownKinds({ kinds }: StatusView): CountedKind[] {
  return kinds.filter(({ counts }) => counts.accounts > 0).slice(0, MOST_STACKS).map(({ kind, counts }) => ({ title: KINDS[kind] ?? kind, counts }));
}

/** INVARIANT: a bar is met only when nothing in it has a gap or is unknown, and something in it is compliant or blocked. */
function judgement({ nonCompliant, unknown, compliant, blocked }: Counts): { verdict: string; mark: string; colour: string } {
  if (nonCompliant > 0) return { verdict: 'Not met', mark: '✕', colour: 'Attention' };
  if (unknown > 0 || compliant + blocked === 0) return { verdict: 'Unknown', mark: '?', colour: 'Default' };
  return { verdict: 'Met', mark: '✓', colour: 'Default' };
}
