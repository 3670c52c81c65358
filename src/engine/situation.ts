import { hasControls, type ConditionalAccessPolicy } from './conditionalAccess.js';
import type { Cover } from './coverage/cover.js';
import { GLOBAL_ADMINISTRATOR, isExternal, kindOf } from './directory.js';
import type { Judgement } from './judgement.js';
import { selected } from './policy/conditions.js';
import { Resolution } from './policy/resolution.js';
import { assignments, type Assignment } from './policy/users.js';
import type { Account } from './snapshot.js';
import { atomsOf, LEGACY_CLIENTS, narrow, wholeSpace, type Topic } from './space/space.js';
import { PER_USER_MFA, type TenantModel } from './tenant.js';

/** What would stop a gap sign-in if it were a little different: policies, or per-user MFA in state `enabled`. */
export interface Closers { policies: ConditionalAccessPolicy[]; perUserMfa: boolean }

/** A policy that includes the account and excludes it again. */
export interface Exclusion { policy: ConditionalAccessPolicy; by: Assignment[] }

/** An account, its verdict, and the questions that findings ask about both. */
export class Situation {
  constructor(readonly model: TenantModel, readonly position: number, readonly judgement: Judgement, readonly roleIds: readonly string[]) {}

  get account(): Account {
    return this.model.snapshot.accounts[this.position]!;
  }

  get isPrivileged(): boolean {
    return this.roleIds.length > 0;
  }

  get isGlobalAdministrator(): boolean {
    return this.roleIds.includes(GLOBAL_ADMINISTRATOR);
  }

  /** A guest, or an external account of any type. */
  get isGuest(): boolean {
    const kind = kindOf(this.account);
    return kind === 'internalGuest' || isExternal(kind);
  }

  get isExternal(): boolean {
    return isExternal(kindOf(this.account));
  }

  get trustsHomeMfa(): boolean {
    return this.isExternal && this.model.directory.acceptsHomeMfa(this.account);
  }

  /** What would ask this account for MFA at a gap sign-in if only this dimension of it were different. */
  closedByChanging(topic: Topic): Closers {
    return this.#closers((cover) => cover.closedByChanging(topic));
  }

  /** What stops an unregistered device where a managed one passes. */
  closedByUnregistering(): Closers {
    return this.#closers((cover) => cover.closedByUnregistering());
  }

  /** Enabled policies whose exclusion of the account leaves a gap open that they would close. */
  gapExclusions(): Exclusion[] {
    const { cover } = this.#gap;
    return cover ? this.exclusions().filter(({ policy }) => this.#wouldStop(policy, cover)) : [];
  }

  /** Enabled policies with grant controls that include the account and exclude it. */
  exclusions(): Exclusion[] {
    return this.includingPolicies().map((policy) => ({ policy, by: this.#assigned(policy, 'exclude') })).filter(({ by }) => by.length > 0);
  }

  includingPolicies(): ConditionalAccessPolicy[] {
    return this.model.enabled.filter((policy) => hasControls(policy) && !policy.isForWorkloadIdentities && this.#assigned(policy, 'include').length > 0);
  }

  /** Enabled policies with a custom control that a gap sign-in passes. */
  gapsThroughCustomControl(): ConditionalAccessPolicy[] {
    const { cover } = this.#gap;
    if (!cover) return [];
    const candidates = this.includingPolicies().filter((policy) => policy.grant!.customAuthenticationFactors.length > 0 && this.#assigned(policy, 'exclude').length === 0);
    return candidates.filter((policy) => selected(policy, this.model.space, Resolution.least()).some((box) => cover.gap(box)));
  }

  /** The policies in this state, if switching them all on leaves no gap. */
  closedByEnabling(state: 'enabledForReportingButNotEnforced' | 'disabled'): ConditionalAccessPolicy[] {
    if (!this.judgement.hasGap) return [];
    const candidates = this.model.policies.filter((policy) => policy.state === state && hasControls(policy));
    if (candidates.length === 0) return [];
    if (this.model.openness(this.position, [...this.model.enabled, ...candidates]).kind !== 'covered') return [];
    return candidates.filter((policy) => this.#assigned(policy, 'include').length > 0);
  }

  /** Compliant, and only because of per-user MFA. */
  get restsOnPerUserMfa(): boolean {
    const { verdict, cover } = this.judgement;
    const { perUserMfaState } = this.account;
    if (verdict !== 'compliant' || !cover || perUserMfaState === 'disabled' || this.judgement.mechanisms.includes('securityDefaults')) return false;
    return cover.without(PER_USER_MFA).gap() !== undefined;
  }

  /** Does Conditional Access stop every legacy client? */
  get blocksLegacyClients(): boolean {
    const { space } = this.model;
    const legacy = narrow(space, wholeSpace(space), 'client', atomsOf(space, 'client', ({ value }) => LEGACY_CLIENTS.includes(value)));
    return this.judgement.cover !== undefined && this.judgement.cover.without(PER_USER_MFA).gap(legacy) === undefined;
  }

  #assigned(policy: ConditionalAccessPolicy, side: 'include' | 'exclude'): Assignment[] {
    return assignments(policy, side, this.model.directory.subject(this.position), Resolution.least());
  }

  #wouldStop(policy: ConditionalAccessPolicy, cover: Cover): boolean {
    return this.model.compiler.compile(policy, this.isExternal, Resolution.least()).some(({ box }) => cover.gap(box) !== undefined);
  }

  /** The cover of an account with a gap; nothing for any other. */
  get #gap(): { cover?: Cover } {
    return this.judgement.hasGap ? { cover: this.judgement.cover! } : {};
  }

  #closers(inquire: (cover: Cover) => string[]): Closers {
    const { cover } = this.#gap;
    const ids = new Set(cover ? inquire(cover) : []);
    return { policies: this.model.policies.filter(({ id }) => ids.has(id)), perUserMfa: ids.has(PER_USER_MFA) };
  }
}
