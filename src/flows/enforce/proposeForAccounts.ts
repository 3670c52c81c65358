import type { AccountReport } from '../../engine/index.js';
import { sameId } from '../authority.js';
import { countOf } from '../headlines.js';
import type { Scan } from '../types.js';
import { approvalBecause } from './approval.js';
import { refuse } from './audit.js';
import { chooseLevers, type Levers } from './levers.js';
import type { EnforceParts, Pressing } from './parts.js';
import { propose, type Proposal } from './propose.js';
import type { HeldBack, PlanContent, PlanOutcome, PlanRow } from './types.js';
import { isEmergency, isService, warningsFor } from './warnings.js';

export interface Wanted {
  accountIds: readonly string[];
  /** Each was named or ticked by the person; of a whole list, accounts that would break are held back. */
  isNamed: boolean;
  notes?: string[];
}

/** One plan stays readable, and a mistake small. */
export const MOST_ACCOUNTS = 100;

/** The preview of enforcing MFA for these accounts. Writes nothing to the tenant. */
export async function proposeForAccounts(parts: EnforceParts, scan: Scan, person: Pressing, wanted: Wanted): Promise<PlanOutcome> {
  const allowed = await parts.authority.check(person, 'enforce');
  if (!allowed.allowed) return refuse(parts, allowed.actor, 'proposing a plan', allowed.because);
  const proposal = await makeProposal(parts, scan, person, wanted);
  return { kind: 'plan', state: await propose(parts, person, allowed.actor, proposal) };
}

export async function makeProposal(parts: EnforceParts, scan: Scan, person: Pressing, { accountIds, isNamed, notes = [] }: Wanted): Promise<Proposal> {
  const { snapshot, report } = scan;
  const taken = accountIds.slice(0, MOST_ACCOUNTS);
  const wanted = new Set(taken);
  const spared = isNamed ? [] : report.accounts.filter((account) => wanted.has(account.id) && account.verdict !== 'compliant' && account.verdict !== 'blocked').flatMap(sparedFrom);
  for (const { account } of spared) wanted.delete(account.id);
  const levers = await chooseLevers(parts.rights.resolver(mayChangeRoleGroups(scan, person)), snapshot, taken.filter((id) => wanted.has(id)));
  const planned = new Set(levers.rows.map(({ account }) => account.id));
  const rows = levers.rows.map((row) => ({ ...row, warnings: warningsOf(row, levers, { snapshot, accounts: report.accounts, planned, personAccountId: person.accountId }) }));
  const concerned = [...planned].map((id) => levers.before.get(id)!);
  const approval = rows.length > 0 ? await approvalBecause(concerned, false, parts) : undefined;
  const more = accountIds.length > taken.length ? [`A plan takes ${MOST_ACCOUNTS} accounts at most: these are the first; ask again for the rest.`] : [];
  return { content: contentFor(rows, [...levers.heldBack, ...spared], levers, scan, approval), changes: levers.resolved.changes, notes: [...notes, ...more] };
}

function sparedFrom(account: AccountReport): HeldBack[] {
  const because = isEmergency(account) ? 'It looks like an emergency account, which is not enforced along with others.'
    : isService(account) ? 'It looks like a service account: whatever signs in with it unattended would stop. A ticket is the better way.' : undefined;
  const { id, displayName, userPrincipalName } = account;
  return because ? [{ account: { id, displayName, userPrincipalName }, because, canInsist: true }] : [];
}

function warningsOf(row: Omit<PlanRow, 'warnings'>, { before, after }: Levers, parts: Parameters<typeof warningsFor>[1]): string[] {
  return warningsFor({ before: before.get(row.account.id)!, after: after.get(row.account.id)! }, parts);
}

function contentFor(rows: PlanRow[], heldBack: HeldBack[], { resolved }: Levers, { report }: Scan, approval: string | undefined): PlanContent {
  return {
    kind: 'accounts', rows, heldBack, warnings: [], effects: resolved.effects, scannedAt: report.scannedAt,
    title: rows.length === 1 ? `Enforce MFA for \`${rows[0]!.account.displayName}\`` : `Enforce MFA for ${rows.length > 0 ? countOf(rows.length) : 'nobody'}`,
    effect: effectOf(rows),
    ...(approval && { approvalBecause: approval }),
  };
}

function effectOf(rows: PlanRow[]): string {
  if (rows.length === 0) return 'There is nothing here that a button can do.';
  const whom = rows.length === 1 ? 'MFA is required at every sign-in of this account afterwards' : `MFA is required at every sign-in of these ${countOf(rows.length)} afterwards`;
  return `${whom}. Nobody else changes.`;
}

const ROLE_GROUP_ADMINS = new Set(['62e90394-69f5-4237-9190-012177145e10', 'e8611ab8-c189-46e8-94e1-60213ab1f814']);

/** Global and Privileged Role Administrators may change role-assignable groups (Entra docs, role-assignable groups). */
export function mayChangeRoleGroups({ snapshot }: Scan, { accountId }: Pressing): boolean {
  const position = snapshot.accounts.findIndex(({ id }) => sameId(id, accountId));
  return (snapshot.roleAssignments ?? []).some(({ roleId, principalId, directoryScopeId }) => ROLE_GROUP_ADMINS.has(roleId) && directoryScopeId === '/'
    && (sameId(principalId, accountId) || snapshot.groups.get(principalId)?.members?.has(position)));
}

