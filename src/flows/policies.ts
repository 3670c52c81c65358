import type { ConditionalAccessPolicy } from '../engine/index.js';
import { coversOf, demandsOf } from '../findings/policyWords.js';
import type { PolicyOverview, Scan } from './types.js';

const STATES: ConditionalAccessPolicy['state'][] = ['enabled', 'enabledForReportingButNotEnforced', 'disabled'];

/** Which policies are in force and what each covers, in words; `most`: how many names of each list, by default few. */
export function listPolicies({ snapshot }: Scan, most?: number): PolicyOverview {
  const { securityDefaultsEnabled, domains } = snapshot;
  const policies = snapshot.policies?.map((policy) => ({
    id: policy.id, displayName: policy.displayName, state: policy.state, covers: coversOf(policy, snapshot, most), demands: demandsOf(policy),
  })).toSorted((one, other) => STATES.indexOf(one.state) - STATES.indexOf(other.state));
  const states = snapshot.accounts.map((account) => account.perUserMfaState);
  const howMany = (state: (typeof states)[number]): number => states.filter((each) => each === state).length;
  return {
    securityDefaultsEnabled, policies,
    perUserMfa: { enabled: howMany('enabled'), enforced: howMany('enforced'), unread: howMany(undefined) },
    federatedDomains: domains && [...domains].filter(([, domain]) => domain.isFederated).map(([name]) => name),
    headline: `${defaultsSentence(securityDefaultsEnabled)}. ${policiesSentence(snapshot.policies)}`,
  };
}

function defaultsSentence(enabled: boolean | undefined): string {
  if (enabled === undefined) return "Whether security defaults are on couldn't be read";
  return enabled ? 'Security defaults are on' : 'Security defaults are off';
}

function policiesSentence(policies: ConditionalAccessPolicy[] | undefined): string {
  if (!policies) return "The Conditional Access policies couldn't be read";
  if (policies.length === 0) return 'There are no Conditional Access policies';
  const [on, reporting, off] = STATES.map((state) => policies.filter((policy) => policy.state === state).length);
  return `${policies.length} Conditional Access policies: ${on} on, ${reporting} report-only, ${off} off`;
}
