import type { AccountReport } from '../../engine/index.js';
import { findingTests } from '../accounts.js';
import { countOf } from '../headlines.js';
import type { Scan } from '../types.js';

/** A day on which Microsoft changes something that hits accounts of this tenant. */
export interface ComingDate {
  /** YYYY-MM-DD. */
  day: string;
  text: string;
  /** The FAQ topic that tells more. */
  topic: string;
  accounts: number;
}

/**
 * Dates that stand in Microsoft's announcements: SMS and voice (Entra, 10 June 2026; public cloud), SMTP AUTH (Exchange team, 29 January 2026).
 * Only what is still to come, and only with accounts that it hits.
 */
const DATES: { day: string; topic: string; hits(scan: Scan): (account: AccountReport) => boolean; says(accounts: number): string }[] = [
  {
    day: '2026-12-31', topic: 'smtp-submission',
    hits: ({ snapshot }) => (snapshot.securityDefaultsEnabled ? () => false : (account) => account.verdict === 'nonCompliant' && findingTests['legacy-auth'](account)),
    says: (accounts) => `At the end of December 2026 SMTP AUTH with a password is switched off by default in existing tenants; an admin can switch it on again. ${countOf(accounts)} here can still sign in with legacy clients: whatever sends mail that way needs OAuth or a connector.`,
  },
  {
    day: '2027-02-01', topic: 'mfa-outage',
    hits: ({ snapshot }) => (snapshot.tenant.cloud === 'public' ? ({ accountEnabled, findings }) => accountEnabled && findings.some(({ id }) => id === 'weak-methods') : () => false),
    says: (accounts) => `On 1 February 2027 Microsoft ends its text messages and voice calls. ${countOf(accounts)} ${accounts === 1 ? 'has' : 'have'} no other method: a passkey or the Authenticator app has to be registered before.`,
  },
];

/** `now` in milliseconds since the epoch. */
export function comingDates(scan: Scan, isMeant: (account: AccountReport) => boolean, now: number): ComingDate[] {
  const today = new Date(now).toISOString().slice(0, 10);
  return DATES.filter(({ day }) => day >= today).flatMap(({ day, topic, hits, says }) => {
    const isHit = hits(scan);
    const accounts = scan.report.accounts.filter((account) => isMeant(account) && isHit(account)).length;
    return accounts > 0 ? [{ day, topic, accounts, text: says(accounts) }] : [];
  });
}
