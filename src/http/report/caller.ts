import type { IncomingMessage } from 'node:http';

/** Somebody of the tenant, as a token or this machine vouches for. */
export interface Caller {
  accountId: string;
  tenantId: string;
  name: string;
  /** What vouched for them, to be exchanged for a token of theirs; never kept, never logged. */
  token?: string;
}

/** Undefined where the caller may read; else a sentence why not. */
export type Admission = (caller: { tenantId: string | undefined; accountId: string | undefined }) => Promise<string | undefined>;

export type Admitted = { caller: Caller } | { status: 401 | 403 | 503; message: string };

/** Who asks. Never rejects; whatever goes wrong on the way lets nobody in. */
export type Gate = (request: IncomingMessage) => Promise<Admitted>;
