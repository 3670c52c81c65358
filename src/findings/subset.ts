import { AccountSet, type Snapshot } from '../engine/index.js';

/** The snapshot with these accounts alone: verdicts don't depend on the other accounts, and judging a few costs the same in any tenant. */
export function subset(snapshot: Snapshot, ids: { has(id: string): boolean }): Snapshot {
  const kept = snapshot.accounts.flatMap(({ id }, position) => (ids.has(id) ? [position] : []));
  const groups = [...snapshot.groups].map(([id, group]) => {
    const members = group.members && AccountSet.of(kept.flatMap((position, index) => (group.members!.has(position) ? [index] : [])));
    return [id, { ...group, members }] as const;
  });
  return { ...snapshot, accounts: kept.map((position) => snapshot.accounts[position]!), groups: new Map(groups) };
}
