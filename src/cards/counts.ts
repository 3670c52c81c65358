import type { Counts, Verdict } from '../engine/index.js';
import type { Data } from './bind.js';
import { trusted } from './cell.js';

interface Part {
  verdict: Verdict;
  label: string;
  /** Style of the bar's column. */
  style: 'good' | 'attention' | 'warning' | 'emphasis';
  colour: 'Good' | 'Attention' | 'Warning' | 'Default';
  chartColour: 'good' | 'attention' | 'warning' | 'neutral';
}

export const PARTS: readonly Part[] = [
  { verdict: 'nonCompliant', label: 'with a gap', style: 'attention', colour: 'Attention', chartColour: 'attention' },
  { verdict: 'unknown', label: 'unknown', style: 'warning', colour: 'Warning', chartColour: 'warning' },
  { verdict: 'compliant', label: 'compliant', style: 'good', colour: 'Good', chartColour: 'good' },
  { verdict: 'blocked', label: 'cannot sign in', style: 'emphasis', colour: 'Default', chartColour: 'neutral' },
];

/** A bar as weighted columns, which every client draws, and its legend: numbers and words, so that no colour has to be told apart. */
export function bar(counts: Counts): { bar: Data; legend: Data } {
  const present = PARTS.filter(({ verdict }) => counts[verdict] > 0);
  return {
    bar: present.map(({ verdict, style }) => ({ share: Math.max(counts[verdict], counts.accounts * 0.015), style })),
    legend: present.flatMap(({ verdict, label, colour }) => [
      { text: trusted('■ '), colour, weight: 'Default' }, { text: number(counts[verdict]), colour: 'Default', weight: 'Bolder' },
      { text: trusted(` ${label}    `), colour: 'Default', weight: 'Default' },
    ]),
  };
}

export function countsText(counts: Counts): string {
  return PARTS.filter(({ verdict }) => counts[verdict] > 0).map(({ verdict, label }) => `${number(counts[verdict])} ${label}`).join(', ') || 'no accounts';
}

export const number = (value: number): string => value.toLocaleString('en-US');

export const VERDICT_WORDS: Record<Verdict, string> = {
  compliant: 'Compliant', nonCompliant: 'Not compliant', unknown: 'Unknown', blocked: 'Cannot sign in',
};

export const VERDICT_MARKS: Record<Verdict, string> = { compliant: '✓', nonCompliant: '✕', unknown: '?', blocked: '–' };

/** Words for a verdict that arrives as a string, such as "absent". */
export const verdictWord = (verdict: string): string => (VERDICT_WORDS as Record<string, string>)[verdict] ?? verdict;
