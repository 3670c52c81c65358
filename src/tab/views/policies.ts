import type { PoliciesView } from '../../flows/report/types.js';
import { h, prose } from '../dom.js';
import { number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { link, type View } from './view.js';

const TEXT = WORDS.policies;
type Policy = NonNullable<PoliciesView['policies']>[number];

export const policies: View = async ({ api }) => {
  const seen = await api.get<PoliciesView>('/policies');
  const { perUserMfa, federatedDomains } = seen;
  return {
    title: WORDS.views.policies,
    body: [
      h('p', { class: 'headline' }, ...prose(seen.headline)),
      h('p', { class: 'subtle' }, TEXT.perUser(number(perUserMfa.enabled), number(perUserMfa.enforced)), ...(federatedDomains?.length ? [` · ${TEXT.domains}: ${federatedDomains.join(', ')}`] : [])),
      ...(seen.policies ? seen.policies.map((policy) => article(policy, seen.enabledAccounts)) : [h('p', {}, TEXT.unread)]),
    ],
  };
};

function article(policy: Policy, all: number): HTMLElement {
  const { displayName, state, covers, demands } = policy;
  const edit = JSON.stringify({ kind: 'setPolicyState', policyId: policy.id, state: state === 'enabled' ? 'disabled' : 'enabled' });
  return h('article', { class: 'card policy' },
    h('div', { class: 'policy-head' }, h('h2', {}, displayName), h('span', { class: `state ${state}` }, WORDS.states[state])),
    h('dl', {}, h('dt', {}, TEXT.covers), h('dd', {}, ...prose(covers)), h('dt', {}, TEXT.demands), h('dd', {}, ...prose(demands)), h('dt', {}, TEXT.reach), h('dd', {}, reach(policy, all))),
    h('p', {}, link(hashOf('what-if', undefined, { tick: edit }), state === 'enabled' ? TEXT.tryOff : TEXT.tryOn)));
}

function reach({ reach: met }: Policy, all: number): HTMLElement {
  const said = [
    TEXT.applies(number(met.applies), number(all)), ...(met.excluded > 0 ? [TEXT.excluded(number(met.excluded))] : []), ...(met.unknown > 0 ? [TEXT.unknown(number(met.unknown))] : []),
    ...(met.open > 0 ? [TEXT.open(number(met.open))] : []), ...(met.named > 0 ? [TEXT.named(number(met.named))] : []),
  ];
  const covered = h('span', { class: 'part compliant' });
  covered.style.flexGrow = String(met.applies);
  const excluded = h('span', { class: 'part nonCompliant' });
  excluded.style.flexGrow = String(met.excluded);
  const rest = h('span', { class: 'part rest' });
  rest.style.flexGrow = String(Math.max(0, all - met.applies - met.excluded));
  return h('div', { class: 'reach' }, h('div', { class: 'bar thin', 'aria-hidden': 'true' }, covered, excluded, rest), h('span', {}, said.join(' · ')));
}
