import type { AcceptView, DigestView, ExceptionsView, SubscriptionsView } from '../../src/cards/index.js';
import type { Naming } from './views.js';

const ID = '20000000-0000-4000-8000-000000000001';
const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const candidate = (name: Naming) => ({ id: ID, displayName: name('Anna Kowalska'), userPrincipalName: name('anna@contoso.com') });

/** A morning on which everything happened that can. */
export function digestView(name: Naming): DigestView {
  const exception = { displayName: name('Anna Kowalska'), findings: ['location-exclusion', 'weak-methods'], owner: name('Dana Roy'), until: '2026-12-03' };
  return {
    filter: 'admins', about: 'Only admins', isQuiet: false, headline: '11 of 248 accounts can sign in without MFA (2 of them are accepted for a while)', isComplete: true,
    notes: ['This card is late: it was due on Monday 23 November at 08:30.'], since: 'Friday 20 November at 08:30', isTrendOfAll: true,
    trend: times(30, (index) => ({ day: `2026-11-${String(index + 1).padStart(2, '0')}`, nonCompliant: 14 - Math.floor(index / 8), unknown: 3 })),
    opened: times(9, (index) => ({
      ...candidate(name), roles: [name('Global Administrator')], reason: `MFA is skipped at some locations: \`${name('CA002')}\` would ask for it from elsewhere.`,
      causes: [`policy \`${name('CA002')}\` was edited (locations) by \`${name('Dana Roy')}\` on 23 November, 07:12${index}`],
    })),
    closed: times(7, () => ({ ...candidate(name), how: `plan 41 of \`${name('Dana Roy')}\`` })),
    events: times(6, () => `\`${name('Anna Kowalska')}\` joined the group \`${name('NOC')}\` by \`${name('Dana Roy')}\` on 22 November, 17:40`),
    tickets: { open: 7, overdue: 2 }, exceptions: { accepted: 4, expiring: times(6, () => exception), expired: times(6, () => exception) },
    dates: [{ day: '2027-02-01', topic: 'mfa-outage', text: 'On 1 February 2027 Microsoft ends its text messages and voice calls. 7 accounts have no other method: a passkey or the Authenticator app has to be registered before.' }],
  };
}

export const subscriptionsView = (name: Naming): SubscriptionsView => ({
  headline: '12 daily cards come here', notes: ['Say, for example, "send me this every weekday at 8:30".'],
  rows: times(12, () => ({ id: ID, about: 'admins', when: 'every weekday at 08:30 (Europe/Paris)', next: 'Friday 27 November at 08:30', by: name('Dana Roy') })),
});

export const acceptView = (name: Naming): AcceptView => ({
  accounts: [candidate(name)], findings: ['location-exclusion', 'weak-methods', 'gap'], until: '2026-12-23', lastDay: '2027-05-22',
  problem: `I find no account \`${name('zoe')}\` that could answer for it: write the owner's address.`, before: { reason: name('The scanner in the warehouse cannot do MFA; it is replaced in January.'), owner: name('Dana Roy') },
});

export const exceptionsView = (name: Naming): ExceptionsView => ({
  headline: '12 accepted exceptions', notes: ['They stay gaps and count as such. Soonest to end first.'],
  rows: times(12, () => ({ ids: [ID, ID], account: candidate(name), findings: ['location-exclusion', 'gap'], until: '2026-12-23', by: name('Dana Roy'), owner: name('Priya'), reason: name('The scanner in the warehouse cannot do MFA; it is replaced in January.') })),
});
