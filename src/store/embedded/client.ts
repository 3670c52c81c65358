import { Worker } from 'node:worker_threads';

/** What worker.mjs answers. Id 0 announces that the database is up, or why it isn't. */
interface Answer {
  id: number;
  rows?: unknown[];
  affectedRows?: number;
  error?: { message: string; code?: string };
}

interface Waiting {
  resolve: (answer: Answer) => void;
  reject: (cause: Error) => void;
}

/** An error the database answered with; `code` is PostgreSQL's SQLSTATE. */
class SqlError extends Error {
  constructor(message: string, readonly code: string | undefined) {
    super(message);
  }
}

/** The embedded database: SQL in, rows out. It has a thread of its own, because its first boot computes five seconds without a pause. */
export class EmbeddedClient {
  readonly #waiting = new Map<number, Waiting>();
  readonly #worker: Worker;
  #last = 0;

  private constructor(folder: string) {
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { folder } });
    this.#worker.on('message', (answer: Answer) => this.#settle(answer));
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', () => this.#fail(new Error('the embedded database has stopped')));
  }

  /** Resolves when the database answers. */
  static async open(folder: string): Promise<EmbeddedClient> {
    const client = new EmbeddedClient(folder);
    await client.#answerTo(0);
    // From here on an open database must not keep a process alive that has nothing else to do.
    client.#worker.unref();
    return client;
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<{ rows: unknown[]; affectedRows: number | undefined }> {
    const { rows = [], affectedRows } = await this.#send({ sql, parameters: [...parameters] });
    return { rows, affectedRows };
  }

  async close(): Promise<void> {
    await this.#send({});
    await this.#worker.terminate();
  }

  #send(query: { sql?: string; parameters?: unknown[] }): Promise<Answer> {
    this.#last += 1;
    const answer = this.#answerTo(this.#last);
    this.#worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin.
    this.#worker.postMessage({ id: this.#last, ...query });
    return answer;
  }

  #answerTo(id: number): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (answer.error) waiting?.reject(new SqlError(answer.error.message, answer.error.code));
    else waiting?.resolve(answer);
  }

  #fail(cause: Error): void {
    for (const { reject } of this.#waiting.values()) reject(cause);
    this.#waiting.clear();
  }
}
