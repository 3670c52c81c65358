import { createGraph, readSnapshot, type Graph, type GraphOptions, type ReadSnapshotOptions } from '../../src/graph/index.js';
import type { Snapshot } from '../../src/engine/index.js';
import type { GraphServer } from '../support/graphServer.js';

/** Time that passes only while somebody sleeps: back-off and pacing cost a test nothing. */
export class VirtualClock {
  time = Date.parse('2026-11-23T06:00:00Z');
  readonly slept: number[] = [];
  readonly now = (): number => this.time;
  readonly sleep = async (ms: number): Promise<void> => {
    this.slept.push(ms);
    const wakeAt = this.time + ms;
    await new Promise((resolve) => setImmediate(resolve));
    this.time = Math.max(this.time, wakeAt);
  };
}

export function graphOn(server: GraphServer, options: Partial<GraphOptions> = {}, clock = new VirtualClock()): Graph {
  return createGraph({ baseUrl: server.baseUrl, getToken: () => Promise.resolve('token'), now: clock.now, sleep: clock.sleep, random: () => 0.5, ...options });
}

export const scan = (server: GraphServer, options?: ReadSnapshotOptions, graph?: Partial<GraphOptions>): Promise<Snapshot> =>
  readSnapshot(graphOn(server, graph), options);

/** A snapshot without what differs from run to run. */
export function essence(snapshot: Snapshot): unknown {
  const groups = [...snapshot.groups].map(([id, group]) => [id, { ...group, members: group.members && [...group.members] }]).toSorted();
  return { ...snapshot, groups, requests: 0, readMs: 0, scannedAt: '' };
}
