import { raw, trusted } from './cell.js';
import { number } from './counts.js';
import type { Presenter } from './frame.js';

export interface ProgressView {
  phase: 'reading' | 'judging' | 'saving';
  accounts: number;
  /** Sources read to the end. */
  done: readonly string[];
}

/** How many sources a scan reads; only the bar's length depends on it. */
const SOURCES = 18;
const HEADLINES = { reading: 'Reading the tenant…', judging: 'Judging every sign-in…', saving: 'Nearly there…' } as const;

/** A scan under way; the message updates itself. */
export const progressCard: Presenter<ProgressView> = {
  name: 'progress',
  data: (view) => ({
    headline: trusted(HEADLINES[view.phase]),
    accounts: trusted(counted(view)),
    done: raw(view.done.length > 0 ? `Read: ${read(view)}` : ''),
    bar: [{ share: filled(view), style: 'accent' }, { share: Math.max(SOURCES - filled(view), 0.2), style: 'emphasis' }],
  }),
  text: (view) => [`${HEADLINES[view.phase]} ${counted(view)}`, view.done.length > 0 ? `Read: ${read(view)}` : ''],
};

const counted = ({ accounts }: ProgressView): string => `${number(accounts)} accounts so far`;
const read = ({ done }: ProgressView): string => done.map((source) => source.replace(/([A-Z])/g, ' $1').toLowerCase()).join(', ');
const filled = ({ phase, done }: ProgressView): number => (phase === 'reading' ? Math.max(done.length, 0.2) : SOURCES);
