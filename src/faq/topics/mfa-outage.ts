import { sources } from '../sources.js';
import type { Topic } from '../types.js';

export const mfaOutage: Topic = {
  id: 'mfa-outage',
  title: 'MFA outage, lost or new phone',
  answer: 'Register at least two methods per user: several phones, Authenticator and best a FIDO2 key or passkey. A lost phone is fixed by another admin: reset the methods or issue a Temporary Access Pass. For an outage keep two emergency accounts with a different method, not an exclusion; SMS and voice from Microsoft end on 1 February 2027.',
  thread: [
    { kind: 'question', by: 'visiting partner', text: 'What if Azure MFA is down, or the phone of the last admin is lost.' },
    { kind: 'stated rule', by: 'Microsoft employee', text: 'As of then: Azure MFA for some, another MFA service for others (for example AD FS with a third party).' },
    { kind: 'personal guess', by: 'Microsoft employee', text: 'As far as known, a user can register multiple phones.' },
    { kind: 'hearsay', by: 'partner who opened the thread', text: 'Mostly it is a portal or MFA service degradation. Would log in by a rule for a certain IP and then enable a dormant account. This breaks the trusted IP rule, is not compliant, and fails when no admin can sign in.' },
  ],
  today: [
    { since: '2025-02-10', text: 'Two cloud-only emergency accounts with hardware keys or certificates, on a dependency other than the daily one (not federated, not synced).', sources: [sources.emergencyAccess] },
    { since: '2026-09-01', text: 'Users with SMS or voice are enabled for passkeys automatically.', sources: [sources.smsEnd] },
    { since: '2027-02-01', text: 'Microsoft-run SMS and voice calls end (public cloud, guests too). A user with only SMS must then register a passkey to get in, unless the tenant buys its own telecom provider.', sources: [sources.smsEnd] },
    { since: '2026-07-01', text: 'The last postponement of mandatory portal MFA ended; a Global Administrator can ask Microsoft support to lift phase 2 temporarily.', sources: [sources.portals] },
    { text: 'Up to five Authenticator devices or hardware tokens per user; phone, alternate phone, passkeys besides.', sources: [], unverified: true },
    { text: 'Temporary Access Pass: a time-limited code from an admin, to sign in and register the new phone. Admins reset methods in Entra: Users, Authentication methods, Require re-register. If the last Global Administrator is locked out, Microsoft support (data protection team) takes days.', sources: [], unverified: true },
    { text: 'An account recovery feature of Entra was announced for 2026.', sources: [sources.entraChanges], unverified: true },
  ],
  disagreements: ['"Several phones" was fair in 2019; once SMS and voice end, two keys or passkeys are the better pair.'],
  checks: [
    { finding: 'weak-methods', home: true, text: 'Accounts with only SMS or voice.' },
    { finding: 'emergency-account', text: 'Emergency accounts and how they are protected. A standing "outage" exclusion is not compliant.' },
    { finding: 'not-registered', text: 'Accounts without any method.' },
  ],
  todo: ['Each admin: a second key, kept apart. At least two Global Administrators with phishing-resistant methods.', 'Back up Authenticator (it restores names, work accounts must be registered again).', 'In an outage do not switch MFA off: existing sessions go on, other methods work, use the emergency account, watch service health.'],
  related: ['emergency-accounts', 'third-party-mfa', 'trusted-ip'],
};
