import type { Explanation, PolicyExplanation, Repair } from '../engine/index.js';
import { badges } from './accountRow.js';
import type { Data } from './bind.js';
import { joined, md, plain, raw, trusted } from './cell.js';
import { VERDICT_MARKS, VERDICT_WORDS, verdictWord } from './counts.js';
import { accountPage, scannedLine, scannedText, type Presenter } from './frame.js';
import { capital, findingWords, plural, POLICY_STATES, stop } from './words.js';

export interface ExplainView {
  explanation: Explanation;
  /** The list the reader came from. */
  from?: { filter: string; finding?: string; page: number };
  /** FAQ topics about what was found. */
  topics: { id: string; title: string }[];
  /** What somebody answers for, until when; foreign text. */
  accepted?: string;
  /** The reader has every policy beside the card. */
  withoutPolicies?: boolean;
}

const MAX_POLICIES = 10;
const MAX_REPAIRS = 4;
const MAX_FINDINGS = 6;
const STYLES = { compliant: ['good', 'Default'], nonCompliant: ['attention', 'Attention'], unknown: ['warning', 'Default'], blocked: ['emphasis', 'Default'] } as const;

/** Why one account has its verdict: the sign-in that passes, what would close it, and policy by policy. */
export const explainCard: Presenter<ExplainView> = {
  name: 'explain',
  data: (view, frame) => {
    const { account, activations } = view.explanation;
    const [verdictStyle, verdictColour] = STYLES[account.verdict];
    const repairs = view.explanation.repairs.slice(0, MAX_REPAIRS);
    const findings = account.findings.slice(0, MAX_FINDINGS);
    return {
      accepted: view.accepted ? `Accepted: ${stop(view.accepted)}` : '',
      id: raw(account.id), hasGap: account.verdict === 'nonCompliant' || account.verdict === 'unknown',
      name: account.displayName, address: account.userPrincipalName, ...headBadges(view.explanation),
      mark: VERDICT_MARKS[account.verdict], verdict: trusted(VERDICT_WORDS[account.verdict]), verdictStyle, verdictColour,
      why: why(view.explanation), witness: account.witness?.text ?? '', hasWitness: account.witness !== null,
      repairs: repairs.map((repair, index) => ({ number: index + 1, text: stop(repair.text), effect: trusted(effect(repair)) })),
      hasRepairs: repairs.length > 0,
      findings: findings.map(({ id, detail }) => ({ text: md`**${trusted(capital(findingWords(id)))}**: ${stop(detail)}` })),
      hasFindings: findings.length > 0,
      ...(view.withoutPolicies ? NO_POLICIES : policiesData(view.explanation)),
      activations: activations.map((text) => ({ text })),
      scanned: scannedLine(frame),
      hasBack: view.from !== undefined, filter: raw(view.from?.filter ?? ''), finding: raw(view.from?.finding ?? ''), page: view.from?.page ?? 0,
      topics: view.topics.slice(0, 2).map(({ id, title }) => ({ id: raw(id), title: plain(title) })),
    };
  },
  page: ({ explanation }) => accountPage(explanation.account),
  refresh: ({ explanation, from }) => ({ verb: 'explain', data: { account: explanation.account.id, ...(from && { from: { ...from } }) } }),
  text: ({ explanation, accepted }, frame) => {
    const { account } = explanation;
    const { shown, hidden } = policies(explanation);
    const tags = badges({ ...account, position: 0, reason: '', witness: null });
    return [
      `${account.displayName} <${account.userPrincipalName}>${tags.length > 0 ? ` [${tags.join(', ')}]` : ''}: ${VERDICT_WORDS[account.verdict]}. ${why(explanation)}`,
      accepted ? `Accepted: ${stop(accepted)}` : '',
      account.witness ? `A sign-in that passes: ${account.witness.text}` : '',
      ...explanation.repairs.slice(0, MAX_REPAIRS).map((repair, index) => `${index === 0 ? 'What would close it: ' : 'Or: '}${stop(repair.text)} ${effect(repair)}`),
      ...account.findings.slice(0, MAX_FINDINGS).map(({ id, detail }) => `Found: ${findingWords(id)}: ${stop(detail)}`),
      explanation.mechanisms.map(({ name, state }) => `${name}: ${state}`).join('; '),
      ...shown.map(({ displayName, state, because, demands }) => `Policy \`${displayName}\` (${POLICY_STATES[state].toLowerCase()}): ${stop(because)} Demands: ${stop(demands)}`),
      hidden > 0 ? `${plural(hidden, 'more policy', 'more policies')} with no say in this.` : '',
      ...explanation.activations,
      scannedText(frame),
    ];
  },
};

function headBadges({ account }: Explanation): { [name: string]: Data } {
  const tags = badges({ ...account, position: 0, reason: '', witness: null }).filter((tag) => tag !== VERDICT_WORDS[account.verdict]);
  return { badges: joined(tags, '  ·  '), hasBadges: tags.length > 0, badgeColour: account.roles.length > 0 ? 'Attention' : 'Accent' };
}

function why({ account }: Explanation): string {
  if (account.verdict === 'compliant') return 'Every sign-in this account can make meets MFA or a block.';
  if (account.verdict === 'blocked') return account.accountEnabled ? 'This account cannot sign in.' : 'The account is disabled: nobody can sign in with it.';
  if (account.verdict === 'unknown') return stop(account.unknownBecause ?? 'Something needed for the verdict could not be read.');
  return account.coverage === 'none' ? 'No sign-in of this account has to pass MFA.' : 'MFA is asked for in some sign-ins, but not in all of them.';
}

function effect({ verdictAfter, othersChanged }: Repair): string {
  const after = `Then: ${verdictWord(verdictAfter).toLowerCase()}.`;
  if (othersChanged === undefined) return after;
  return othersChanged === 0 ? `${after} Nobody else changes.` : `${after} ${plural(othersChanged, 'other account')} would change too.`;
}

function weight({ applies, state, isExcluded }: PolicyExplanation): number {
  const standing = state === 'enabled' ? 0 : state === 'disabled' ? 2 : 1;
  return (applies === 'no' ? (isExcluded ? 1 : 4) : 0) + standing;
}

/** First those that meet the account, then those it is excluded from; the rest is only counted. */
function policies({ policies: all }: Explanation): { shown: PolicyExplanation[]; hidden: number } {
  const shown = all.toSorted((left, right) => weight(left) - weight(right)).filter((policy) => weight(policy) < 4).slice(0, MAX_POLICIES);
  return { shown, hidden: all.length - shown.length };
}

const NO_POLICIES: { [name: string]: Data } = { mechanisms: '', policies: [], policiesTitle: '', morePolicies: '' };

function policiesData(explanation: Explanation): { [name: string]: Data } {
  const { shown, hidden } = policies(explanation);
  return {
    mechanisms: joined(explanation.mechanisms.map(({ name, state }) => `${name}: ${state}`)),
    policies: shown.map(policyData), policiesTitle: trusted(explanation.policies.length > 0 ? 'Policy by policy' : 'What asks for MFA'),
    morePolicies: trusted(hidden > 0 ? `${plural(hidden, 'more policy', 'more policies')} with no say in this.` : ''),
  };
}

const APPLIES = { yes: '✓ applies', no: '– does not apply', unknown: '? unknown' } as const;

function policyData({ displayName, state, applies, isExcluded, because, demands }: PolicyExplanation): Data {
  return { name: displayName, state: trusted(`${POLICY_STATES[state]} · ${isExcluded ? '✕ excluded' : APPLIES[applies]}`), because: capital(stop(because)), demands: md`Demands: ${stop(demands)}` };
}
