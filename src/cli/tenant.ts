import type { Config } from '../config.js';
import type { Snapshot } from '../engine/index.js';
import { createGetToken, createGraph, readSnapshot, type Graph, type ReadSnapshotOptions } from '../graph/index.js';

/** The tenant a command works on. */
export interface OpenTenant {
  graph: Graph;
  read: (options?: ReadSnapshotOptions) => Promise<Snapshot>;
  close: () => Promise<void>;
}

/** The configured tenant; where none is, the demo tenant, started here and reached over HTTP like any other. */
export async function openTenant({ graph: configured, dataDir }: Config): Promise<OpenTenant> {
  if (configured) {
    const { baseUrl, credential } = configured;
    return opened(createGraph({ baseUrl, getToken: createGetToken(credential, baseUrl) }), false, async () => undefined);
  }
  const { startDemoTenant } = await import('../demo/index.js');
  const demo = await startDemoTenant({ dataDir });
  return opened(createGraph({ baseUrl: demo.baseUrl, getToken: async () => demo.token }), true, () => demo.close());
}

function opened(graph: Graph, isDemo: boolean, close: OpenTenant['close']): OpenTenant {
  return { graph, read: (options) => readSnapshot(graph, { ...options, isDemo }), close };
}
