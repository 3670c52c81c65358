import type { Source, Unavailable } from '../../engine/index.js';
import type { ReadCall } from '../calls.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { mend } from '../permissions/mend.js';

export interface ReadProgress {
  /** Accounts read so far. */
  accounts: number;
  /** Sources read to the end, in the order they finished. */
  done: readonly Source[];
}

/** One scan under way: its own count of requests, what it couldn't read, how far it is. */
export class Scan {
  readonly unavailable: Unavailable[] = [];
  readonly #done: Source[] = [];
  #accounts = 0;

  constructor(readonly graph: Graph, private readonly onProgress: (progress: ReadProgress) => void) {}

  /** Fails closed: whatever goes wrong leaves the source unread and written down, the rest of the scan goes on. */
  async read<T>(call: ReadCall, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      this.noteFailure(call, error);
      return undefined;
    } finally {
      this.finish(call.source);
    }
  }

  noteFailure(call: ReadCall, error: unknown): void {
    this.note(call.source, error instanceof GraphError ? error.reason : 'error', mend(call, error));
  }

  /** One entry a source: the first failure tells enough. */
  note(source: Source, reason: Unavailable['reason'], detail: string): void {
    if (!this.unavailable.some((each) => each.source === source)) this.unavailable.push({ source, reason, detail });
  }

  finish(source: Source): void {
    if (!this.#done.includes(source)) this.#done.push(source);
    this.#tell();
  }

  countAccounts(accounts: number): void {
    this.#accounts = accounts;
    this.#tell();
  }

  #tell(): void {
    this.onProgress({ accounts: this.#accounts, done: [...this.#done] });
  }
}
