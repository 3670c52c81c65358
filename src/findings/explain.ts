import type { ConditionalAccessPolicy, Explanation, PolicyExplanation, Snapshot } from '../engine/index.js';
import { judgeAccount } from '../engine/judgement.js';
import { Resolution } from '../engine/policy/resolution.js';
import { assignments, type Assignment, type Subject } from '../engine/policy/users.js';
import { Situation } from '../engine/situation.js';
import { TenantModel } from '../engine/tenant.js';
import { AccountJudge } from './judge.js';
import { activations } from './activations.js';
import { coversOf, demandsOf } from './policyWords.js';
import { repairs } from './repairs.js';
import { Roles } from './roles.js';
import { subset } from './subset.js';

/** Explains one account; undefined where the snapshot has no account of that id. */
export function explain(snapshot: Snapshot, accountId: string): Explanation | undefined {
  const position = snapshot.accounts.findIndex(({ id }) => id === accountId);
  if (position < 0) return undefined;
  const model = new TenantModel(subset(snapshot, new Set([accountId])));
  const account = new AccountJudge(model).one(model.snapshot.accounts[0]!, 0);
  const situation = new Situation(model, 0, judgeAccount(model, 0), new Roles(model.directory).of(0).ids);
  return {
    account,
    mechanisms: mechanisms(situation),
    policies: model.policies.map((policy) => explainPolicy(policy, model, snapshot)),
    repairs: situation.judgement.hasGap ? repairs(situation) : [],
    activations: activations(model),
  };
}

function mechanisms({ model, account, judgement }: Situation): Explanation['mechanisms'] {
  const { securityDefaultsEnabled, policies } = model.snapshot;
  const domain = model.directory.domainKind(account);
  return [
    { name: 'Security defaults', state: onOff(securityDefaultsEnabled), demandsMfa: judgement.mechanisms.includes('securityDefaults') },
    { name: 'Conditional Access', state: conditionalAccessState(policies), demandsMfa: judgement.cover?.demandsMfa() ?? false },
    { name: 'Per-user MFA', state: account.perUserMfaState ?? 'could not be read', demandsMfa: judgement.mechanisms.includes('perUserMfa') },
    { name: 'Sign-in domain', state: domain === 'unread' ? 'could not be read' : domain, demandsMfa: false },
  ];
}

const onOff = (on: boolean | undefined): string => (on === undefined ? 'could not be read' : on ? 'on' : 'off');

function conditionalAccessState(policies: ConditionalAccessPolicy[] | undefined): string {
  if (!policies) return 'could not be read';
  const enabled = policies.filter(({ state }) => state === 'enabled').length;
  return `${enabled} of ${policies.length} policies enabled`;
}

function explainPolicy(policy: ConditionalAccessPolicy, model: TenantModel, whole: Snapshot): PolicyExplanation {
  const { id, displayName, state } = policy;
  return { id, displayName, state, ...applicability(policy, model, whole), demands: `${demandsOf(policy)}; covers ${coversOf(policy, whole)}` };
}

function applicability(policy: ConditionalAccessPolicy, { directory }: TenantModel, whole: Snapshot): Pick<PolicyExplanation, 'applies' | 'isExcluded' | 'because' | 'viaGroupId'> {
  if (policy.isForWorkloadIdentities) return { applies: 'no', isExcluded: false, because: 'it concerns service principals or agents, not people' };
  const subject = directory.subject(0);
  const surely = sides(policy, subject, Resolution.least());
  const perhaps = sides(policy, subject, Resolution.most());
  if (perhaps.include.length === 0) return { applies: 'no', isExcluded: false, because: 'nothing in it includes the account' };
  if (perhaps.exclude.length > 0) return { applies: 'no', isExcluded: true, because: `excluded ${through(perhaps.exclude[0]!, whole)}`, ...via(perhaps.exclude) };
  if (surely.include.length === 0 || surely.exclude.length > 0) return { applies: 'unknown', isExcluded: false, because: 'a membership it depends on could not be read' };
  return { applies: 'yes', isExcluded: false, because: `included ${through(surely.include[0]!, whole)}`, ...via(surely.include) };
}

function sides(policy: ConditionalAccessPolicy, subject: Subject, resolution: Resolution): { include: Assignment[]; exclude: Assignment[] } {
  return { include: assignments(policy, 'include', subject, resolution), exclude: assignments(policy, 'exclude', subject, resolution) };
}

function through({ kind, id }: Assignment, { groups, roleNames }: Snapshot): string {
  switch (kind) {
    case 'all': return 'with all users';
    case 'user': return 'by name';
    case 'group': return `through the group \`${groups.get(id)?.displayName ?? id}\``;
    case 'role': return `through the role \`${roleNames.get(id) ?? id}\``;
    case 'guests': return 'as a guest or external user';
  }
}

const via = ([first]: Assignment[]): { viaGroupId?: string } => (first?.kind === 'group' ? { viaGroupId: first.id } : {});
