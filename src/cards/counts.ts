import type { Counts, Verdict } from '../engine/index.js';
import type { Data } from './bind.js';
import { trusted } from './cell.js';

interface Part {
  verdict: Verdict;
  mark: string;
  label: string;
  /** Style of the bar's column. */
  style: 'good' | 'attention' | 'warning' | 'emphasis';
  colour: 'Good' | 'Attention' | 'Warning' | 'Default';
}

const PARTS: Part[] = [
  { verdict: 'nonCompliant', mark: '✕', label: 'with a gap', style: 'attention', colour: 'Attention' },
  { verdict: 'unknown', mark: '?', label: 'unknown', style: 'warning', colour: 'Warning' },
  { verdict: 'compliant', mark: '✓', label: 'compliant', style: 'good', colour: 'Good' },
  { verdict: 'blocked', mark: '–', label: 'cannot sign in', style: 'emphasis', colour: 'Default' },
];

/** A bar as weighted columns, which every client draws, and its legend. */
export function bar(counts: Counts): { bar: Data; legend: Data } {
  const present = PARTS.filter(({ verdict }) => counts[verdict] > 0);
  return {
    bar: present.map(({ verdict, style }) => ({ share: Math.max(counts[verdict], counts.accounts * 0.015), style })),
    legend: present.map(({ verdict, mark, label, colour }) => ({ text: trusted(`${mark} **${number(counts[verdict])}** ${label}`), colour })),
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
