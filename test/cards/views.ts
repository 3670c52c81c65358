import type { Explanation } from '../../src/engine/index.js';
import {
  acceptCard, answerCard, candidatesCard, changesCard, digestCard, emergencyCard, enforceCard, exceptionsCard, explainCard, helpCard, listCard, noticeCard, ownChangesCard, policiesCard, progressCard,
  statusCard, subscriptionsCard, suggestionsCard, ticketCard, ticketsCard, welcomeCard, whatIfCard, type EnforceView, type Frame, type Presenter,
} from '../../src/cards/index.js';
import { acceptView, digestView, exceptionsView, subscriptionsView } from './dailyViews.js';

/** One view for each card, with every foreign string made by `name`: ordinary ones for the samples, hostile ones for the worst case. */
export interface Case {
  presenter: Presenter<unknown>;
  view: unknown;
}

export type Naming = (ordinary: string) => string;

export const FRAME: Frame = {
  tenant: 'Contoso', isDemo: true, scanned: { at: '2026-11-23T21:14:05.123Z', ago: '3 minutes ago', isPreliminary: false },
  may: { enforce: true, ticket: true },
};

const ID = '20000000-0000-4000-8000-000000000001';
const counts = (accounts: number, nonCompliant: number, unknown: number, blocked: number) =>
  ({ accounts, nonCompliant, unknown, blocked, compliant: accounts - nonCompliant - unknown - blocked });

const witness = (name: Naming) => ({
  app: 'any', location: 'l1', platform: 'any', client: 'any', device: 'any', risk: 'any',
  text: `From \`${name('Montreal office')}\` (trusted), on any device, to any app: the password alone is enough.`,
});

const row = (name: Naming, position: number, parts: object = {}) => ({
  position, id: ID, displayName: name('Anna Kowalska'), userPrincipalName: name('anna@contoso.com'), userType: 'guest' as const, accountEnabled: true,
  roles: [name('Global Administrator'), name('Exchange Administrator'), name('Reader')], verdict: 'nonCompliant' as const, severity: 'high' as const,
  reason: `MFA is skipped at some locations: \`${name('CA002')}\` would ask for it from elsewhere.`, witness: witness(name).text, findings: [], ...parts,
});

const candidate = (name: Naming) => ({ id: ID, displayName: name('Anna Kowalska'), userPrincipalName: name('anna@contoso.com') });
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

function explanation(name: Naming): Explanation {
  const finding = { id: 'location-exclusion' as const, severity: 'high' as const, policies: [], detail: `MFA is skipped at \`${name('Montreal office')}\`.` };
  return {
    account: {
      ...candidate(name), userType: 'member', accountEnabled: true, roles: [name('Global Administrator')], verdict: 'nonCompliant', coverage: 'partial',
      mechanisms: ['conditionalAccess'], findings: times(8, () => finding), witness: witness(name), unknownBecause: null,
      bars: { contract: 'nonCompliant', admins: 'nonCompliant', claim: 'unknown', portals: 'compliant' },
    },
    mechanisms: [{ name: 'Security defaults', state: 'off', demandsMfa: false }, { name: 'Per-user MFA', state: 'disabled', demandsMfa: false }],
    policies: times(36, (index) => ({
      id: `p${index}`, displayName: name(`CA00${index}`), state: 'enabled' as const, applies: index % 2 ? 'yes' as const : 'no' as const, isExcluded: index % 2 === 0,
      because: `excluded through the group \`${name('NOC')}\``, demands: `MFA, except from \`${name('Montreal office')}\``,
    })),
    repairs: times(6, () => ({ edits: [], text: `Drop the exclusion of \`${name('Montreal office')}\` from \`${name('CA002')}\``, verdictAfter: 'compliant', othersChanged: 3 })),
    activations: [`Activating \`${name('Exchange Administrator')}\` would bring MFA.`],
  };
}

/** Any presenter, whatever its view. */
const one = <View>(presenter: Presenter<View>, view: View): Case => ({ presenter: presenter as Presenter<unknown>, view });

const ticket = (name: Naming, number: number, parts: object = {}) => ({
  number, status: 'open' as const, priority: 'high' as const, dueAt: '2026-11-26T09:00:00.000Z', openedAt: '2026-11-23T09:00:00.000Z', openedBy: { name: name('Dana Roy') },
  assignee: { name: name('Dana Roy') }, closedBecause: undefined, externalUrl: 'https://contoso.atlassian.net/browse/SEC-12',
  comments: times(5, (index) => ({ at: '2026-11-24T09:00:00.000Z', by: { name: name('Priya') }, text: name(`called him ${index}`) })),
  content: {
    account: candidate(name), witness: witness(name).text, steps: times(9, () => `Take \`${name('Anna Kowalska')}\` out of the group \`${name('NOC')}\`.`), topics: [{ id: 'trusted-ip', title: 'Trusted IPs' }],
    findings: times(7, () => ({ id: 'location-exclusion', detail: `MFA is skipped at some locations: \`${name('CA002')}\` would ask for it from elsewhere.` })),
    there: { label: name('In Progress'), assignee: name('Sam') },
  },
  ...parts,
});

function plan(name: Naming): EnforceView {
  const account = candidate(name);
  const step = { text: `take \`${name('Anna Kowalska')}\` out of the group \`${name('NOC')}\``, status: 'planned' as const, note: undefined, accountIds: [ID] };
  return {
    id: ID, number: 41, status: 'proposed', requestedBy: { id: ID, name: name('Dana Roy') }, approvedBy: undefined, expiresAt: '2026-11-23T21:29:05Z', finishedAt: undefined,
    steps: times(12, () => step), verdicts: {}, undoableUntil: undefined, undoneBy: undefined, notes: [`\`${name('zoe')}\` fits no account and was left out.`],
    content: {
      kind: 'accounts', title: 'Enforce MFA for 12 accounts', effect: 'MFA is required at every sign-in of these 12 accounts afterwards. Nobody else changes.', warnings: [],
      approvalBecause: `\`${name('Anna Kowalska')}\` holds an admin role`,
      rows: times(12, () => ({ account, lever: `Take \`${name('Anna Kowalska')}\` out of the group \`${name('NOC')}\`.`, before: 'nonCompliant' as const, after: 'compliant' as const, warnings: ['Only phone calls or text messages are registered.'] })),
      heldBack: times(8, (index) => ({ account, because: `\`${name('Dept - Sales')}\` is dynamic: its rule decides who is in it.`, canInsist: index % 2 === 0, tenantWide: { text: `Drop the exclusion of \`${name('Montreal office')}\` from \`${name('CA002')}\`.` } })),
    },
  };
}

export function cases(name: Naming = (ordinary) => ordinary): Case[] {
  const change = (index: number) => ({ ...candidate(name), before: 'compliant', after: 'nonCompliant', reason: name('no longer included'), causes: [`policy \`${name('CA002')}\` was edited${index}`] });
  const topic = { id: 'trusted-ip', title: 'Trusted IPs', answer: 'No. **Drop the exclusion.**', live: 'In the demo tenant: 5 accounts.', sources: [{ title: 'Partner security requirements FAQ', url: 'https://learn.microsoft.com/x', date: '2023-05-12' }], more: [{ title: 'What to do', points: ['Drop it.'] }] };
  return [
    one(welcomeCard, { accounts: 248, tries: times(3, (index) => ({ say: `say ${index}`, what: 'what it does', title: `Button ${index}`, verb: 'list' })) }),
    one(listCard, { filter: 'all', finding: undefined, rows: times(10, (index) => row(name, index + 11)), total: 28, page: 1, pages: 3, population: counts(248, 11, 3, 10), headline: '11 of 248 accounts can sign in without MFA' }),
    one(statusCard, {
      headline: '11 of 248 accounts can sign in without MFA', worst: times(3, (index) => row(name, index + 1)),
      bars: { contract: counts(248, 11, 3, 10), admins: counts(12, 3, 0, 1), claim: counts(240, 0, 240, 0), portals: counts(240, 0, 0, 10) },
      kinds: [{ kind: 'admins', counts: counts(12, 3, 0, 1) }, { kind: 'other-members', counts: counts(184, 5, 1, 9) }, { kind: 'other-guests', counts: counts(48, 3, 0, 0) }, { kind: 'unattended', counts: counts(4, 0, 2, 0) }],
      causes: [{ finding: 'location-exclusion', severity: 'high', accounts: 5 }], unavailable: [{ source: 'userRegistrationDetails', detail: name('AuditLog.Read.All is missing') }], notes: ['A note.'],
    }),
    one(explainCard, { explanation: explanation(name), from: { filter: 'admins', page: 1 }, topics: [{ id: 'trusted-ip', title: 'Trusted IPs' }] }),
    one(policiesCard, {
      headline: 'Security defaults are off. 36 policies', securityDefaultsEnabled: false, perUserMfa: { enabled: 2, enforced: 1, unread: 1 }, federatedDomains: times(12, () => name('aurore.example')), page: 1,
      policies: times(36, (index) => ({ displayName: name(`CA00${index}`), state: index % 2 ? 'enabled' as const : 'disabled' as const, covers: `all users except \`${name('NOC')}\``, demands: 'MFA or a compliant device' })),
    }),
    one(emergencyCard, { headline: '2 emergency accounts', accounts: times(12, (index) => ({ ...row(name, index + 1), excludedFrom: times(9, () => name('CA001')), isMfaRegistered: index % 2 ? true : undefined })) }),
    one(whatIfCard, {
      change: `exclude the location \`${name('Montreal office')}\``, before: counts(248, 11, 3, 10), after: counts(248, 200, 3, 10),
      accounts: times(30, () => ({ ...candidate(name), before: 'compliant', after: 'nonCompliant', witness: witness(name) })),
    }),
    one(changesCard, { headline: '2 accounts got worse', from: '2026-11-22T06:00:00Z', to: '2026-11-23T06:00:00Z', worse: times(20, change), better: times(20, change), other: times(20, change), events: times(20, () => ({ text: `policy \`${name('CA002')}\` was edited` })) }),
    one(answerCard, { topics: [topic], question: name('can I exclude our office IP?'), buttons: [{ title: 'Guests', verb: 'topic', data: { topics: ['guest-users'] } }], text: 'No. Drop the exclusion.' }),
    one(suggestionsCard, { headline: 'Is it one of these?', choices: times(3, () => ({ title: name('Trusted IPs'), verb: 'topic', data: { topics: ['trusted-ip'] } })) }),
    one(candidatesCard, { query: name('anna'), intent: 'explain-account', candidates: times(12, () => candidate(name)) }),
    one(enforceCard, plan(name)),
    one(ownChangesCard, {
      from: '2026-11-19T06:00:00Z', headline: '2 changes made in the tenant through me', ticketsOpened: 3, ticketsClosed: 1, refused: 1,
      changes: times(12, (index) => ({ at: '2026-11-23T21:14:05Z', by: name('Dana Roy'), title: `Enforce MFA for \`${name('Bob Lavoie')}\``, result: index % 2 ? 'done' as const : 'failed' as const, planId: ID, number: index + 1 })),
    }),
    one(progressCard, { phase: 'reading', accounts: 120, done: ['organization', 'securityDefaults'] }),
    one(helpCard, { groups: [{ title: 'Talk', commands: [{ say: 'help', help: 'this overview' }] }], buttons: [{ title: "Who isn't MFA'd?", verb: 'list' }] }),
    one(noticeCard, { headline: "That didn't work", message: `Nothing fits \`${name('zoe')}\`.`, reference: 'a1b2c3d4', buttons: [{ title: 'Help', verb: 'help', data: { below: true } }] }),
    one(digestCard, digestView(name)),
    one(subscriptionsCard, subscriptionsView(name)),
    one(acceptCard, acceptView(name)),
    one(exceptionsCard, exceptionsView(name)),
    one(ticketCard, { ticket: ticket(name, 12), isOverdue: true, isMine: false, note: `Assigned to \`${name('Dana Roy')}\`.`, system: name('Jira'), from: { filter: 'mine', page: 1 } }),
    one(ticketsCard, {
      headline: '28 open tickets, 1 overdue', notes: times(9, () => `\`${name('zoe')}\` fits no account and was left out.`), filter: 'open' as const,
      rows: times(10, (index) => ({ ticket: ticket(name, index + 11, { status: 'opening' }), isOverdue: index === 0 })), total: 28, page: 1, pages: 3, first: 11,
    }),
  ];
}
