import { AccountSet, type Snapshot } from '../engine/index.js';

/** The snapshot with one account only: judging that account alone costs the same in any tenant. */
export function focus(snapshot: Snapshot, position: number): Snapshot {
  const account = snapshot.accounts[position]!;
  const groups = [...snapshot.groups].map(([id, group]) => {
    const members = group.members && AccountSet.of(group.members.has(position) ? [0] : []);
    return [id, { ...group, members }] as const;
  });
  return { ...snapshot, accounts: [account], groups: new Map(groups) };
}
