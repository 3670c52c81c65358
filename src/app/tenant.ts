import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../bot/types.js';
import type { Config, GraphConfig } from '../config.js';
import { createGetToken, createGraph, readTenantId, ScanError, verifyTenantId, type Graph } from '../graph/index.js';
import type { Actor } from '../store/types.js';

/** The tenant that the product watches. */
export interface Tenant {
  graph: Graph;
  isDemo: boolean;
  /** Under what the store keeps this tenant's data; comes when Graph has told it. */
  key: Promise<string>;
  /** Where several tenants are configured, before anything is read: rejects unless the credentials reach the one they are configured for. */
  verified(): Promise<unknown>;
  /** A connection that speaks for this person; undefined where only the person's own token can. */
  asPerson(person: Pick<Actor, 'id'>): Graph | undefined;
  /** A connection with somebody's own token. */
  withToken(token: string): Graph;
  /** The demo's own person: whoever sits at this machine. */
  visitor?: { accountId: string; tenantId: string; name: string };
  /** Asks no more which tenant it is: what waits for that ends. */
  giveUp(): void;
  close(): Promise<void>;
}

interface TenantOptions {
  demoUsers?: number | undefined;
  /** See GraphOptions. */
  pace?: number | undefined;
  log: Log;
}

export function openTenant(config: Config, options: TenantOptions): Promise<Tenant> {
  return config.graph ? Promise.resolve(configuredTenant(config.graph, options)) : demoTenant(config, options);
}

function configuredTenant({ baseUrl, credential, tenantId }: GraphConfig, { log, pace }: TenantOptions): Tenant {
  const connect = (getToken: () => Promise<string>): Graph => createGraph({ baseUrl, getToken, pace, log });
  const graph = connect(createGetToken(credential, baseUrl));
  const closing = new AbortController();
  const identify = once(() => (tenantId === undefined ? readTenantId(graph) : verifyTenantId(graph, tenantId)));
  const key = patientTenantId(identify, closing.signal, log);
  key.catch(() => undefined);
  return {
    graph, isDemo: false, key, verified: tenantId === undefined ? async () => undefined : identify, asPerson: () => undefined, withToken: (token) => connect(() => Promise.resolve(token)), giveUp: () => closing.abort(), close: async () => undefined,
  };
}

const ASK_AGAIN_MS = 15_000;

/** What is kept under a wrong name would be lost: nothing is kept until Graph has told whose tenant it is. */
async function patientTenantId(identify: () => Promise<string>, signal: AbortSignal, log: Log): Promise<string> {
  const stopped = aborted(signal);
  stopped.catch(() => undefined);
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await Promise.race([identify(), stopped]);
    } catch (cause) {
      if (cause instanceof ScanError || signal.aborted) throw cause;
      if (isFirst) log('which tenant this is could not be read; nothing is kept until then', cause);
    }
    await wait(ASK_AGAIN_MS, undefined, { signal, ref: false });
  }
}

/** Rejects then: a Graph that hangs must not hold up who stops. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

/** What succeeded, or is under way, isn't asked again; what failed is. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((cause: unknown) => {
      asked = undefined;
      throw cause;
    });
    return asked;
  };
}

/** In the demo a simulated person holds the role: the demo's Graph is told who writes. */
async function demoTenant({ dataDir }: Config, { demoUsers, pace, log }: TenantOptions): Promise<Tenant> {
  const { startDemoTenant, demoPersona, tenantId } = await import('../demo/index.js');
  const demo = await startDemoTenant({ dataDir, users: demoUsers });
  const connect = (token: string): Graph => createGraph({ baseUrl: demo.baseUrl, getToken: () => Promise.resolve(token), pace, log });
  return {
    graph: connect(demo.token), isDemo: true, key: Promise.resolve(tenantId), verified: async () => undefined,
    visitor: { accountId: demoPersona.aadObjectId, tenantId, name: demoPersona.displayName },
    // Whoever has no account of the demo (the terminal) acts as its visitor.
    asPerson: ({ id }) => connect(demo.tokenFor(/^[0-9a-f-]{36}$/i.test(id) ? id : demoPersona.aadObjectId)),
    withToken: connect, giveUp: () => undefined, close: () => demo.close(),
  };
}
