import { readActiveRoles, readEligibleRoles, readGroupIds, readPerson, type DirectoryPerson, type Graph } from '../../graph/index.js';
import type { Allowed, Asking, Authority, Right } from '../authority.js';
import type { Scan } from '../types.js';
import { countEnforcers } from './enforcers.js';
import { actorOf, REFUSALS, UNKNOWN_IN_SIMULATOR, withoutRole } from './refusals.js';
import { grants, groupsMatter, RIGHTS, rolesOf, type Holding, type Rules } from './roles.js';

export interface AuthorityParts {
  /** With the application's rights: it asks, it doesn't act. */
  graph: Graph;
  /** Id of the watched tenant. */
  tenantId: () => Promise<string>;
  /** The latest scan, for names of roles and for `enforcers`. */
  latest: () => Scan | undefined;
  enforceRoles: readonly string[];
  ticketRoles: readonly string[];
  operatorsGroupId?: string | undefined;
  /** No bot registration: the simulator on this machine, whose plain activities may name no tenant. */
  isLocal: boolean;
  /** The terminal's own person may act, with the rights of the configured credentials. Only the command line sets it. */
  localOperator?: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (message: string, cause?: unknown) => void;
  /** How long Graph may take to tell, with all its retries. Milliseconds. */
  patienceMs?: number;
}

const LOCAL_OPERATOR = 'local-operator';
const PATIENCE_MS = 8_000;
const KEPT_MS = 60_000;
const KEPT_PEOPLE = 1_000;
const NONE: Record<Right, boolean> = { enforce: false, ticket: false };

export function createAuthority(parts: AuthorityParts): Authority {
  return new EntraAuthority(parts);
}

type Standing = { kind: 'refused'; because: string } | { kind: 'known'; person: DirectoryPerson; holding: Holding };

class EntraAuthority implements Authority {
  readonly #rules: Rules;
  readonly #kept = new Map<string, { until: number; rights: Promise<Record<Right, boolean>> }>();

  constructor(private readonly parts: AuthorityParts) {
    this.#rules = { roles: { enforce: parts.enforceRoles, ticket: parts.ticketRoles }, operatorsGroupId: parts.operatorsGroupId };
  }

  async check(asking: Asking, right: Right): Promise<Allowed> {
    const actor = actorOf(asking);
    if (this.#isLocalOperator(asking)) return { allowed: true, actor: { id: LOCAL_OPERATOR, name: 'local operator' } };
    const standing = await this.#standing(asking, [right]);
    if (standing.kind === 'refused') return { allowed: false, actor, because: standing.because };
    const named = { id: standing.person.id, name: standing.person.displayName };
    if (grants(this.#rules, standing.holding, right)) return { allowed: true, actor: named };
    return { allowed: false, actor: named, because: await this.#withoutRole(standing.holding, right) };
  }

  may(asking: Asking): Promise<Record<Right, boolean>> {
    if (this.#isLocalOperator(asking)) return Promise.resolve({ enforce: true, ticket: true });
    const key = JSON.stringify([asking.accountId, asking.tenantId]);
    const kept = this.#kept.get(key);
    if (kept && kept.until > this.parts.now()) return kept.rights;
    const rights = this.#rights(asking);
    this.#kept.delete(key);
    this.#kept.set(key, { until: this.parts.now() + KEPT_MS, rights });
    if (this.#kept.size > KEPT_PEOPLE) this.#kept.delete(this.#kept.keys().next().value!);
    return rights;
  }

  enforcers(): Promise<number | undefined> {
    const scan = this.parts.latest();
    return Promise.resolve(scan && countEnforcers(scan, this.#rules));
  }

  /** A client can't choose this id together with the flag: nothing from outside reaches the command line. */
  #isLocalOperator({ personId, accountId }: Asking): boolean {
    return this.parts.localOperator === true && personId === LOCAL_OPERATOR && accountId === undefined;
  }

  async #rights(asking: Asking): Promise<Record<Right, boolean>> {
    const standing = await this.#standing(asking, RIGHTS);
    if (standing.kind === 'refused') return NONE;
    return { enforce: grants(this.#rules, standing.holding, 'enforce'), ticket: grants(this.#rules, standing.holding, 'ticket') };
  }

  /** INVARIANT: whatever goes wrong on the way is a refusal. */
  async #standing(asking: Asking, rights: readonly Right[]): Promise<Standing> {
    const refused = (because: string): Standing => ({ kind: 'refused', because });
    try {
      if (!asking.accountId) return refused(REFUSALS.anonymous);
      const elsewhere = await this.#elsewhere(asking.tenantId);
      return elsewhere ? refused(elsewhere) : await this.#within((graph) => this.#read(graph, asking.accountId!.toLowerCase(), rights));
    } catch (cause) {
      this.parts.log('the role of a person could not be read', cause);
      return refused(REFUSALS.unread);
    }
  }

  /** Why the tenant the channel vouches for isn't the watched one; undefined where it is. */
  async #elsewhere(tenantId: string | undefined): Promise<string | undefined> {
    if (!tenantId) return this.parts.isLocal ? undefined : REFUSALS.tenantUntold;
    return tenantId.toLowerCase() === (await this.parts.tenantId()).toLowerCase() ? undefined : REFUSALS.otherTenant;
  }

  async #read(graph: Graph, accountId: string, rights: readonly Right[]): Promise<Standing> {
    const [person, assignments] = await Promise.all([readPerson(graph, accountId), readActiveRoles(graph)]);
    const because = unfit(person, this.parts.isLocal);
    if (because !== undefined || !person) return { kind: 'refused', because: because ?? REFUSALS.unknown };
    const groups = groupsMatter(this.#rules, { accountId, assignments }, rights) ? await readGroupIds(graph, accountId) : new Set<string>();
    return { kind: 'known', person, holding: { accountId, assignments, groups } };
  }

  /** An answer that comes after the reader has left is none. */
  async #within<T>(work: (graph: Graph) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(this.parts.patienceMs ?? PATIENCE_MS);
    const late = new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
    return Promise.race([work(this.parts.graph.session(signal)), late]);
  }

  /** Eligible roles only choose the words. */
  async #withoutRole(holding: Holding, right: Right): Promise<string> {
    const eligible = await this.#within(readEligibleRoles).catch(() => []);
    const accepted = this.#rules.roles[right];
    const activatable = rolesOf({ ...holding, assignments: eligible }).filter((roleId) => accepted.includes(roleId));
    return withoutRole(right, { accepted: this.#names(accepted), eligible: this.#names(activatable), hasOperators: this.#rules.operatorsGroupId !== undefined });
  }

  #names(roleIds: readonly string[]): string[] {
    const names = this.parts.latest()?.snapshot.roleNames;
    return roleIds.flatMap((id) => names?.get(id) ?? []);
  }
}

function unfit(person: DirectoryPerson | undefined, isLocal: boolean): string | undefined {
  if (!person) return isLocal ? UNKNOWN_IN_SIMULATOR : REFUSALS.unknown;
  if (person.userType === 'guest') return REFUSALS.guest;
  return person.accountEnabled ? undefined : REFUSALS.disabled;
}
