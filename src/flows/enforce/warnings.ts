import type { AccountReport, Snapshot } from '../../engine/index.js';
import { sameId } from '../authority.js';
import { looksLikeEmergency } from '../../findings/index.js';

const GLOBAL_ADMINISTRATOR = 'Global Administrator';
const LEGACY_CLIENTS = new Set(['exchangeActiveSync', 'other']);

interface Affected {
  before: AccountReport;
  after: AccountReport;
}

export interface WarningParts {
  snapshot: Snapshot;
  /** Of the whole tenant, as judged before. */
  accounts: readonly AccountReport[];
  /** Accounts of the same plan. */
  planned: ReadonlySet<string>;
  personAccountId: string | undefined;
}

/** What can go wrong for one account once MFA is enforced, worst first; each a sentence. */
export function warningsFor({ before, after }: Affected, parts: WarningParts): string[] {
  const isAdmin = before.roles.includes(GLOBAL_ADMINISTRATOR);
  const others = otherUsableAdmins(before, parts);
  const found: [boolean, string][] = [
    [sameId(before.id, parts.personAccountId), 'This is your own account: make sure that you can do MFA now.'],
    [isAdmin && others.length === 0, 'No other Global Administrator has an MFA method registered: if this one is locked out, nobody can mend it.'],
    [isAdmin && others.length > 0 && others.every((id) => parts.planned.has(id)), 'This changes every Global Administrator who has an MFA method registered: make sure that one of them can do MFA now.'],
    [isEmergency(before), 'It looks like an emergency account: make sure its security keys are at hand before you confirm.'],
    [isService(before), 'It looks like a service account: whatever signs in with it unattended will stop. Move it to a managed identity first; a ticket is the better way.'],
    [has(after, 'not-registered'), 'No MFA method is registered: it will be asked to register at its next sign-in, and whoever signs in first registers.'],
    [isRegistrationUnread(before, parts.snapshot), 'Whether it has an MFA method registered could not be read.'],
    [has(after, 'weak-methods'), 'Only phone calls or text messages are registered, which Microsoft ends on 2027-02-01.'],
    [opensToLegacyClients(before), 'Mail clients and scanners that cannot do MFA will be refused.'],
    [isForeign(before), has(after, 'external-trust') ? 'A guest: does MFA in the home tenant.' : 'A guest: has to register a method in this tenant.'],
  ];
  return found.filter(([applies]) => applies).map(([, sentence]) => sentence);
}

export const isService = (account: AccountReport): boolean => has(account, 'service-account');

export const isEmergency = (account: AccountReport): boolean => has(account, 'emergency-account') || looksLikeEmergency(account);

const has = ({ findings }: AccountReport, id: string): boolean => findings.some((finding) => finding.id === id);

const isForeign = ({ userType, userPrincipalName }: AccountReport): boolean => userType === 'guest' || userPrincipalName.includes('#EXT#');

const opensToLegacyClients = ({ witness }: AccountReport): boolean => witness !== null && LEGACY_CLIENTS.has(witness.client);

function isRegistrationUnread({ id }: AccountReport, { accounts }: Snapshot): boolean {
  return accounts.find((account) => account.id === id)?.isMfaRegistered === undefined;
}

function otherUsableAdmins({ id }: AccountReport, { accounts, snapshot }: WarningParts): string[] {
  const registered = new Set(snapshot.accounts.filter(({ isMfaRegistered }) => isMfaRegistered === true).map((account) => account.id));
  return accounts.filter((other) => other.id !== id && other.accountEnabled && other.roles.includes(GLOBAL_ADMINISTRATOR) && registered.has(other.id)).map((other) => other.id);
}
