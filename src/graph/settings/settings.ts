import type { Graph } from '../client/graph.js';
import type { SettingKind } from './kind.js';
import { membership } from './membership.js';
import { perUserMfa } from './perUserMfa.js';
import { policy } from './policy.js';
import { securityDefaults } from './securityDefaults.js';
import type { SettingRef, Settings } from './types.js';

/** A person waits for a write: after this many milliseconds nothing more is tried. */
const WRITE_MS = 30_000;

/** The settings of the tenant behind `graph`, with its rights. Reading throws TokenError where no token can be had, nothing else. */
export function createSettings(graph: Graph): Settings {
  return {
    read: (changes) => byKind(changes, 'together', (kind, asked) => kind.read(graph, asked)),
    write(targets) {
      const until = graph.clock.now() + WRITE_MS;
      return byKind(targets, 'inTurn', (kind, asked) => kind.write(graph, asked, until));
    },
  };
}

type AnyKind = SettingKind<SettingRef['kind']>;

// Each kind sees refs of its own kind only, see `byKind`; the types can't say that of a table.
const KINDS = { policy, membership, perUserMfa, securityDefaults } as unknown as Record<SettingRef['kind'], AnyKind>;

/** Hands the items to their kinds and puts the answers back in order; writes in turn, in the order the kinds first come up. */
async function byKind<T extends { ref: SettingRef }, R>(
  items: readonly T[], how: 'together' | 'inTurn', run: (kind: AnyKind, items: T[]) => Promise<R[]>,
): Promise<R[]> {
  const answers = new Map<T, R>();
  const kinds = [...new Set(items.map(({ ref }) => ref.kind))];
  const runOne = async (name: SettingRef['kind']): Promise<void> => {
    const own = items.filter(({ ref }) => ref.kind === name);
    const found = await run(KINDS[name], own);
    own.forEach((item, index) => answers.set(item, found[index]!));
  };
  if (how === 'together') await Promise.all(kinds.map(runOne));
  else for (const name of kinds) await runOne(name);
  return items.map((item) => answers.get(item)!);
}
