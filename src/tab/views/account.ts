import type { AccountView } from '../../flows/report/types.js';
import { h, prose } from '../dom.js';
import { number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { link, section, table, type View } from './view.js';
import { cardPlace } from './cardPlace.js';
import { chatButton } from './chatButton.js';

const TEXT = WORDS.account;

/** Why one account has its verdict: the chat's own card, with its buttons, and below it every policy. */
export const account: View = async (context, { id = '' }) => {
  const [seen, place] = await Promise.all([
    context.api.get<AccountView>('/account', { id }), cardPlace(context, { verb: 'explain', data: { account: id, withoutPolicies: true } }, { label: TEXT.card, back: TEXT.backToCard }),
  ]);
  const { account: who, mechanisms } = seen.explanation;
  return {
    title: who.displayName,
    body: [
      h('p', { class: 'toolbar' }, link(hashOf('accounts'), `‹ ${TEXT.back}`), chatButton(context, TEXT.ask, `why is ${who.userPrincipalName} flagged?`)),
      h('div', { class: 'card flush' }, place),
      section(TEXT.mechanisms, h('ul', { class: 'plain' }, ...mechanisms.map(({ name, state, demandsMfa }) => h('li', {}, `${name}: ${state} · ${demandsMfa ? TEXT.asksMfa : TEXT.silent}`)))),
      section(TEXT.path, path(seen)),
    ],
  };
};

type Policy = AccountView['explanation']['policies'][number];

/** First those that have a say; the rest is there for whoever wants to see that nothing was left out. */
function path({ explanation: { policies } }: AccountView): HTMLElement {
  const hasSay = ({ applies, isExcluded }: Policy): boolean => applies !== 'no' || isExcluded;
  const others = policies.filter((policy) => !hasSay(policy));
  return h('div', {}, policyTable(policies.filter(hasSay)), others.length > 0 ? h('details', {}, h('summary', {}, TEXT.others(number(others.length))), policyTable(others)) : '');
}

function policyTable(policies: readonly Policy[]): HTMLElement {
  const rows = policies.map(({ displayName, state, applies, isExcluded, because, demands }) => [
    h('b', {}, displayName), h('span', { class: `state ${state}` }, WORDS.states[state]), h('span', { class: `applies ${isExcluded ? 'excluded' : applies}` }, isExcluded ? TEXT.excluded : TEXT[applies]),
    h('span', {}, ...prose(because)), h('span', {}, ...prose(demands)),
  ]);
  return table(TEXT.path, [TEXT.policy, TEXT.state, TEXT.applies, TEXT.because, TEXT.demands], rows);
}
