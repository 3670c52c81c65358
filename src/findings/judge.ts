import { accountClasses, numberOf } from '../engine/classes.js';
import { judgeAccount, type Judgement } from '../engine/judgement.js';
import type { Account, AccountReport, Bar, BarVerdict, Counts, Finding, Report, Snapshot } from '../engine/index.js';
import { Situation } from '../engine/situation.js';
import { TooComplexError } from '../engine/coverage/search.js';
import { TenantModel } from '../engine/tenant.js';
import { findingRules } from './all.js';
import { portalsVerdict } from './portals.js';
import { Roles, type HeldRoles } from './roles.js';
import { looksLikeEmergency, looksLikeService } from './rule.js';

/** What accounts of one class with the same facts share: all of the report but names and addresses. */
type Shared = Pick<AccountReport, 'verdict' | 'coverage' | 'mechanisms' | 'findings' | 'witness' | 'unknownBecause' | 'bars'>;

const BARS: readonly Bar[] = ['contract', 'admins', 'claim', 'portals'];

/** Judges every account of a snapshot. Pure; `timings.judgeMs` is the caller's to fill in. */
export function judge(snapshot: Snapshot): Report {
  const model = new TenantModel(snapshot);
  const accounts = new AccountJudge(model).all();
  return {
    tenant: snapshot.tenant,
    scannedAt: snapshot.scannedAt,
    complete: snapshot.accountsComplete && snapshot.unavailable.every(({ reason }) => reason === 'licence'),
    requests: snapshot.requests,
    timings: { readMs: snapshot.readMs, judgeMs: 0 },
    unavailable: snapshot.unavailable,
    notes: NOTES,
    summary: count(accounts.map(({ verdict }) => verdict)),
    bars: Object.fromEntries(BARS.map((bar) => [bar, count(accounts.map(({ bars }) => bars[bar]))])) as Report['bars'],
    accounts,
  };
}

/** What no scan can see; said once instead of doubting each verdict (semantics D4, bar "claim"). */
const NOTES = [
  'The trusted IPs and remember-MFA of the legacy MFA service settings are not in Graph: they are taken as empty. Check them in the Entra admin center.',
  'Whether the MFA claim arrived in real sign-ins (bar "claim") needs sign-in logs, which this scan does not read.',
  'Admin roles are judged as held now; a PIM-eligible role counts once it is activated.',
];

export class AccountJudge {
  readonly #classes: Uint32Array;
  readonly #roles: Roles;
  readonly #judgements = new Map<number, Judgement>();
  readonly #shared = new Map<number, Map<number, Shared>>();
  readonly #methods = new Map<string | undefined, number>();

  constructor(private readonly model: TenantModel) {
    this.#classes = accountClasses(model);
    this.#roles = new Roles(model.directory);
  }

  all(): AccountReport[] {
    return this.model.snapshot.accounts.map((account, position) => this.one(account, position));
  }

  one(account: Account, position: number): AccountReport {
    const { id, userPrincipalName, displayName, userType, accountEnabled } = account;
    const roles = this.#roles.of(position);
    return { id, userPrincipalName, displayName, userType, accountEnabled, roles: roles.names, ...this.#share(account, position, roles) };
  }

  #share(account: Account, position: number, roles: HeldRoles): Shared {
    const key = this.#classes[position]!;
    const facts = this.#facts(account, roles);
    const alike = this.#shared.get(key) ?? new Map<number, Shared>();
    this.#shared.set(key, alike);
    const shared = alike.get(facts) ?? share(new Situation(this.model, position, this.#judgement(position), roles.ids));
    alike.set(facts, shared);
    return shared;
  }

  /** What findings look at beyond the class, as one number. */
  #facts(account: Account, { number }: HeldRoles): number {
    const bits = [looksLikeEmergency(account), looksLikeService(account), account.isMfaRegistered === undefined, account.isMfaRegistered === true];
    return bits.reduce((sum, each) => sum * 2 + Number(each), numberOf(this.#methods, account.methodsRegistered?.join()) * 1_000_000 + number);
  }

  #judgement(position: number): Judgement {
    const key = this.#classes[position]!;
    const judgement = this.#judgements.get(key) ?? judgeAccount(this.model, position);
    this.#judgements.set(key, judgement);
    return judgement;
  }
}

function share(situation: Situation): Shared {
  const { verdict, coverage, mechanisms, witness, unknownBecause } = situation.judgement;
  return { verdict, coverage, mechanisms, findings: findingsOf(situation), witness, unknownBecause, bars: barsOf(situation) };
}

function findingsOf(situation: Situation): Finding[] {
  return findingRules.flatMap((rule): Finding[] => {
    const evidence = orNone(() => rule.find(situation));
    if (!evidence) return [];
    return [{ id: rule.id, severity: evidence.severity, policies: evidence.policies.map(({ id, displayName }) => ({ id, displayName })), detail: evidence.detail }];
  });
}

/** A finding that takes too long to establish is left out; the verdict stands without it. */
function orNone<T>(find: () => T): T | false {
  try {
    return find();
  } catch (error) {
    if (error instanceof TooComplexError) return false;
    throw error;
  }
}

/** The four bars are never folded into one (README, bars). */
function barsOf(situation: Situation): Record<Bar, BarVerdict> {
  const { verdict } = situation.judgement;
  return {
    contract: verdict,
    admins: situation.isPrivileged ? verdict : situation.model.directory.isRoleHoldingRead ? 'notApplicable' : 'unknown',
    claim: verdict === 'blocked' ? 'blocked' : 'unknown',
    portals: portalsVerdict(situation),
  };
}

function count(verdicts: BarVerdict[]): Counts {
  const counts: Counts = { accounts: 0, compliant: 0, nonCompliant: 0, unknown: 0, blocked: 0 };
  for (const verdict of verdicts) {
    if (verdict === 'notApplicable') continue;
    counts.accounts += 1;
    counts[verdict] += 1;
  }
  return counts;
}
