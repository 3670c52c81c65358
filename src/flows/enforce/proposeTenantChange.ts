import type { AccountReport, TenantEdit } from '../../engine/index.js';
import { applyEdits } from '../../engine/applyEdits.js';
import { describeEdit } from '../../findings/index.js';
import { worstFirst } from '../accounts.js';
import { countOf } from '../headlines.js';
import type { Scan } from '../types.js';
import { approvalBecause } from './approval.js';
import { refuse } from './audit.js';
import { isClosing } from './levers.js';
import type { EnforceParts, Pressing } from './parts.js';
import { mayChangeRoleGroups } from './proposeForAccounts.js';
import { propose, type Proposal } from './propose.js';
import type { PlanContent, PlanOutcome, PlanRow } from './types.js';
import { isEmergency, isService, warningsFor } from './warnings.js';

/** Rows of accounts that change; the rest is only counted. */
const ROWS_SHOWN = 8;

/** The preview of a change that concerns everybody: a policy switched on, an exclusion dropped, security defaults. Writes nothing. */
export async function proposeTenantChange(parts: EnforceParts, scan: Scan, person: Pressing, edits: readonly TenantEdit[]): Promise<PlanOutcome> {
  const allowed = await parts.authority.check(person, 'enforce');
  const refusal = allowed.allowed ? whyNot(edits, scan) : allowed.because;
  if (refusal !== undefined) return refuse(parts, allowed.actor, 'proposing a tenant-wide change', refusal);
  const proposal = await makeTenantProposal(parts, scan, person, edits);
  return 'because' in proposal ? { kind: 'refused', because: proposal.because } : { kind: 'plan', state: await propose(parts, person, allowed.actor, proposal) };
}

/** This product closes gaps; it opens none, and it lets no mechanism fight another. */
function whyNot(edits: readonly TenantEdit[], { snapshot }: Scan): string | undefined {
  if (edits.length === 0 || !edits.every(isClosing)) return 'I only carry out changes that close gaps. Ask "what if" to see what this one would open.';
  const turnsDefaultsOn = edits.some(({ kind }) => kind === 'setSecurityDefaults');
  if (turnsDefaultsOn && (snapshot.policies === undefined || snapshot.policies.some(({ state }) => state === 'enabled'))) {
    return 'Security defaults and enabled Conditional Access policies exclude each other: Entra refuses one beside the other.';
  }
  if (!turnsDefaultsOn && snapshot.securityDefaultsEnabled !== false) return 'Security defaults are on, or could not be read: Entra lets no Conditional Access policy be enabled beside them.';
  return undefined;
}

export async function makeTenantProposal(parts: EnforceParts, scan: Scan, person: Pressing, edits: readonly TenantEdit[]): Promise<Proposal | { because: string }> {
  const { snapshot, report } = scan;
  const { changes, impossible, effects } = await parts.rights.resolver(mayChangeRoleGroups(scan, person)).resolve(snapshot, edits);
  const [obstacle] = impossible;
  if (obstacle) return { because: obstacle.text };
  const after = parts.judge(applyEdits(snapshot, effects)).accounts;
  const moved = report.accounts.flatMap((before, position) => (before.verdict === after[position]!.verdict ? [] : [{ before, after: after[position]! }]));
  const worse = moved.filter((each) => each.after.verdict === 'nonCompliant');
  if (worse.length > 0) return { because: `${countOf(worse.length)} would be able to sign in without MFA afterwards; I carry out nothing that opens a gap.` };
  // An exclusion group takes members, too: into a group, or out of it, only for the better.
  if (moved.length === 0 && edits.some(({ kind }) => kind === 'addToGroup' || kind === 'removeFromGroup')) return { because: 'Nobody would be better protected by that; I only carry out changes that close gaps.' };
  const title = capital(edits.map((edit) => describeEdit(edit, snapshot)).join(', and '));
  const approval = await approvalBecause([], true, parts);
  return { content: contentFor(title, moved, effects, scan, person, approval), changes };
}

interface Moved {
  before: AccountReport;
  after: AccountReport;
}

function contentFor(title: string, moved: Moved[], effects: TenantEdit[], scan: Scan, person: Pressing, approval: string | undefined): PlanContent {
  const planned = new Set(moved.map(({ before }) => before.id));
  const warn = { snapshot: scan.snapshot, accounts: scan.report.accounts, planned, personAccountId: person.accountId };
  const rows = moved.toSorted((one, other) => worstFirst(one.before, other.before)).slice(0, ROWS_SHOWN).map(({ before, after }): PlanRow => {
    const { id, displayName, userPrincipalName } = before;
    return { account: { id, displayName, userPrincipalName }, lever: '', before: before.verdict, after: after.verdict, warnings: warningsFor({ before, after }, warn) };
  });
  return {
    kind: 'tenant', title, rows, heldBack: [], effects, scannedAt: scan.report.scannedAt, warnings: warningsOf(moved),
    effect: moved.length === 0 ? "Nobody's verdict changes." : `${countOf(moved.length)} ${moved.length === 1 ? 'changes' : 'change'} verdict; nobody gets worse.`,
    ...(approval && { approvalBecause: approval }),
  };
}

function warningsOf(moved: Moved[]): string[] {
  const asked = moved.map(({ before }) => before);
  const counted: [number, string][] = [
    [asked.filter(isEmergency).length, 'of them look like emergency accounts: have their security keys at hand.'],
    [asked.filter(isService).length, 'of them look like service accounts: whatever signs in with them unattended will stop.'],
  ];
  return counted.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
