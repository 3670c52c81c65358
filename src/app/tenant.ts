import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../bot/types.js';
import type { Config, GraphConfig } from '../config.js';
import { createGetToken, createGraph, readTenantId, type Graph } from '../graph/index.js';
import type { Actor } from '../store/types.js';

/** The tenant that the product watches. */
export interface Tenant {
  graph: Graph;
  isDemo: boolean;
  /** Under what the store keeps this tenant's data; comes when Graph has told it. */
  key: Promise<string>;
  /** A connection that speaks for this person; undefined where only the person's own token can. */
  asPerson(person: Pick<Actor, 'id'>): Graph | undefined;
  /** A connection with somebody's own token. */
  withToken(token: string): Graph;
  /** The demo's own person: whoever sits at this machine. */
  visitor?: { accountId: string; tenantId: string; name: string };
  close(): Promise<void>;
}

interface TenantOptions {
  demoUsers?: number | undefined;
  /** See GraphOptions. */
  conditionalAccessMs?: number | undefined;
  log: Log;
}

export function openTenant(config: Config, options: TenantOptions): Promise<Tenant> {
  return config.graph ? Promise.resolve(configuredTenant(config.graph, options)) : demoTenant(config, options);
}

function configuredTenant({ baseUrl, credential }: GraphConfig, { log, conditionalAccessMs }: TenantOptions): Tenant {
  const connect = (getToken: () => Promise<string>): Graph => createGraph({ baseUrl, getToken, conditionalAccessMs, log });
  const graph = connect(createGetToken(credential, baseUrl));
  const closing = new AbortController();
  const key = patientTenantId(graph, closing.signal, log);
  key.catch(() => undefined);
  return {
    graph, isDemo: false, key, asPerson: () => undefined, withToken: (token) => connect(() => Promise.resolve(token)), close: async () => closing.abort(),
  };
}

const ASK_AGAIN_MS = 15_000;

/** What is kept under a wrong name would be lost: nothing is kept until Graph has told whose tenant it is. */
async function patientTenantId(graph: Graph, signal: AbortSignal, log: Log): Promise<string> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await readTenantId(graph);
    } catch (cause) {
      if (isFirst) log('which tenant this is could not be read; nothing is kept until then', cause);
    }
    await wait(ASK_AGAIN_MS, undefined, { signal, ref: false });
  }
}

/** In the demo a simulated person holds the role: the demo's Graph is told who writes. */
async function demoTenant({ dataDir }: Config, { demoUsers, conditionalAccessMs, log }: TenantOptions): Promise<Tenant> {
  const { startDemoTenant, demoPersona, tenantId } = await import('../demo/index.js');
  const demo = await startDemoTenant({ dataDir, users: demoUsers });
  const connect = (token: string): Graph => createGraph({ baseUrl: demo.baseUrl, getToken: () => Promise.resolve(token), conditionalAccessMs, log });
  return {
    graph: connect(demo.token), isDemo: true, key: Promise.resolve(tenantId),
    visitor: { accountId: demoPersona.aadObjectId, tenantId, name: demoPersona.displayName },
    // Whoever has no account of the demo (the terminal) acts as its visitor.
    asPerson: ({ id }) => connect(demo.tokenFor(/^[0-9a-f-]{36}$/i.test(id) ? id : demoPersona.aadObjectId)),
    withToken: connect, close: () => demo.close(),
  };
}
