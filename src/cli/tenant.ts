import type { Config } from '../config.js';
import type { Snapshot } from '../engine/index.js';
import { createGetToken, createGraph, readSnapshot, readTenantId, type Graph, type ReadSnapshotOptions } from '../graph/index.js';

/** The tenant a command works on. */
export interface OpenTenant {
  graph: Graph;
  read: (options?: ReadSnapshotOptions) => Promise<Snapshot>;
  /** Under what the store keeps this tenant's data. Throws GraphError. */
  key: () => Promise<string>;
  close: () => Promise<void>;
}

/** The configured tenant; where none is, the demo tenant, started here and reached over HTTP like any other. */
export async function openTenant({ graph: configured, dataDir }: Config): Promise<OpenTenant> {
  if (configured) {
    const { baseUrl, credential } = configured;
    const graph = createGraph({ baseUrl, getToken: createGetToken(credential, baseUrl) });
    return opened(graph, { isDemo: false, key: () => readTenantId(graph), close: async () => undefined });
  }
  const { startDemoTenant, tenantId } = await import('../demo/index.js');
  const demo = await startDemoTenant({ dataDir });
  const graph = createGraph({ baseUrl: demo.baseUrl, getToken: async () => demo.token });
  return opened(graph, { isDemo: true, key: async () => tenantId, close: () => demo.close() });
}

function opened(graph: Graph, { isDemo, ...rest }: Pick<OpenTenant, 'key' | 'close'> & { isDemo: boolean }): OpenTenant {
  return { graph, read: (options) => readSnapshot(graph, { ...options, isDemo }), ...rest };
}
