import { setImmediate as breathe } from 'node:timers/promises';
import type { AccountReport, Report, Snapshot } from '../../engine/index.js';

const MOST_JUDGEMENTS = 60;
const MOST_MS = 2_000;
/** However slow the machine: the usual few differences are told alike everywhere. */
const LEAST_JUDGEMENTS = 20;

/** Judging holds the process up, and takes long where hundreds of groups or policies were changed: one answer judges so much and no more. */
export class BoundedJudge {
  #judgements = 0;
  #ms = 0;

  constructor(private readonly judge: (snapshot: Snapshot) => Report) {}

  /** Undefined, and nothing is made, once the budget is spent. Others get their turn before each judgement. */
  async accounts(make: () => Snapshot): Promise<AccountReport[] | undefined> {
    if (this.#judgements >= MOST_JUDGEMENTS || (this.#ms >= MOST_MS && this.#judgements >= LEAST_JUDGEMENTS)) return undefined;
    await breathe();
    const started = performance.now();
    const { accounts } = this.judge(make());
    this.#judgements += 1;
    this.#ms += performance.now() - started;
    return accounts;
  }
}
