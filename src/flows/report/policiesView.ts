import type { Report } from '../../engine/index.js';
import { meetings } from '../../findings/reach.js';
import { listPolicies } from '../policies.js';
import type { Scan } from '../types.js';
import type { PoliciesView, Reach } from './types.js';

const reaches = new WeakMap<Report, Map<string, Reach>>();

/** Each policy in words, and whom it really meets. */
export function policiesView(scan: Scan): PoliciesView {
  const overview = listPolicies(scan);
  const known = reaches.get(scan.report) ?? reachOf(scan);
  reaches.set(scan.report, known);
  return {
    ...overview, scannedAt: scan.report.scannedAt, enabledAccounts: scan.report.accounts.filter(({ accountEnabled }) => accountEnabled).length,
    policies: overview.policies?.map((policy) => ({ ...policy, reach: known.get(policy.id)! })),
  };
}

function reachOf({ snapshot, report }: Scan): Map<string, Reach> {
  const named = namedBy(report);
  const open = new Set(report.accounts.filter(({ verdict }) => verdict === 'nonCompliant' || verdict === 'unknown').map(({ id }) => id));
  const counted = [...meetings(snapshot)].map(([policyId, meets]) => {
    const reach: Reach = { applies: 0, excluded: 0, unknown: 0, open: 0, named: named.get(policyId) ?? 0 };
    snapshot.accounts.forEach(({ id, accountEnabled }, position) => {
      const met = accountEnabled ? meets(position) : 'not';
      if (met === 'not') return;
      reach[met] += 1;
      if (met === 'applies' && open.has(id)) reach.open += 1;
    });
    return [policyId, reach] as const;
  });
  return new Map(counted);
}

/** How many accounts have a finding that names the policy. */
function namedBy({ accounts }: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { findings } of accounts) {
    for (const id of new Set(findings.flatMap(({ policies }) => policies.map((policy) => policy.id)))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
