import type { Graph } from '../client/graph.js';
import type { ReadOutcome, SettingChange, SettingRef, SettingValue, WriteOutcome } from './types.js';

export type RefOf<K extends SettingRef['kind']> = Extract<SettingRef, { kind: K }>;

/** How one kind of setting is read and written; answers come in the order asked. Neither throws for one of several. */
export interface SettingKind<K extends SettingRef['kind']> {
  /** Throws TokenError only. */
  read(graph: Graph, asked: { ref: RefOf<K>; before: SettingChange['before'] }[], until?: number): Promise<ReadOutcome[]>;
  /** No attempt starts after `until` (milliseconds since the epoch). */
  write(graph: Graph, targets: { ref: RefOf<K>; value: SettingValue }[], until: number): Promise<WriteOutcome[]>;
}
