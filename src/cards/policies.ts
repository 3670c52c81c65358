import type { Data } from './bind.js';
import { joined, md, trusted } from './cell.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';
import { plural, POLICY_STATES, stop, type PolicyState } from './words.js';

export interface PoliciesView {
  headline: string;
  securityDefaultsEnabled: boolean | undefined;
  policies: { displayName: string; state: PolicyState; covers: string; demands: string }[] | undefined;
  perUserMfa: { enabled: number; enforced: number; unread: number };
  federatedDomains: string[] | undefined;
  page: number;
}

const POLICIES_PER_PAGE = 10;
/** What isn't enforced protects nobody: that is what should stand out. */
const COLOURS = { enabled: 'Default', enabledForReportingButNotEnforced: 'Attention', disabled: 'Attention' } as const;

/** What is in force, and what each policy covers and demands. */
export const policiesCard: Presenter<PoliciesView> = {
  name: 'policies',
  data: (view, frame) => {
    const { page, pages, rows, range } = paged(view);
    return {
      headline: view.headline,
      scanned: scannedLine(frame),
      facts: facts(view).map(([title, value]) => ({ title: trusted(title), value })),
      policies: rows.map(({ displayName, state, covers, demands }) => ({
        name: displayName, state: trusted(POLICY_STATES[state]), colour: COLOURS[state], covers: md`Covers ${stop(covers)}`, demands: md`Demands ${stop(demands)}`,
      })),
      range: trusted(range), page, hasPrevious: page > 0, hasNext: page + 1 < pages,
    };
  },
  page: () => 'policies',
  text: (view, frame) => [
    stop(view.headline),
    scannedText(frame),
    ...factLines(view),
    ...paged(view).rows.map(({ displayName, state, covers, demands }) => `\`${displayName}\` (${POLICY_STATES[state].toLowerCase()}) demands ${demands}; covers ${stop(covers)}`),
    paged(view).range,
  ],
};

function paged({ policies = [], page: wanted }: PoliciesView) {
  const pages = Math.max(1, Math.ceil(policies.length / POLICIES_PER_PAGE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const rows = policies.slice(page * POLICIES_PER_PAGE, (page + 1) * POLICIES_PER_PAGE);
  const range = pages > 1 ? `Page ${page + 1} of ${pages}, ${plural(policies.length, 'policy', 'policies')}` : '';
  return { page, pages, rows, range };
}

function facts(view: PoliciesView): [string, Data][] {
  return [
    ['Security defaults', trusted(view.securityDefaultsEnabled === undefined ? 'could not be read' : view.securityDefaultsEnabled ? 'on' : 'off')],
    ['Per-user MFA', trusted(perUser(view))],
    ['Federated domains', view.federatedDomains === undefined ? trusted('could not be read') : view.federatedDomains.length === 0 ? trusted('none') : joined(view.federatedDomains.slice(0, 8), ', ')],
    ...(view.policies === undefined ? [['Policies', trusted('could not be read')] as [string, Data]] : []),
  ];
}

function factLines(view: PoliciesView): string[] {
  const defaults = view.securityDefaultsEnabled === undefined ? 'could not be read' : view.securityDefaultsEnabled ? 'on' : 'off';
  const federated = view.federatedDomains === undefined ? 'could not be read' : view.federatedDomains.join(', ') || 'none';
  return [
    `Security defaults: ${defaults}. Per-user MFA: ${perUser(view)}. Federated domains: ${federated}.`,
    view.policies === undefined ? 'The Conditional Access policies could not be read.' : '',
  ];
}

function perUser({ perUserMfa: { enabled, enforced, unread } }: PoliciesView): string {
  return `${enforced.toLocaleString('en-US')} enforced, ${enabled.toLocaleString('en-US')} enabled${unread > 0 ? `, ${unread.toLocaleString('en-US')} not read` : ''}`;
}
