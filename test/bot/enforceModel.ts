import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, tenantId, type Persona } from '../../src/demo/index.js';
import type { TenantEdit } from '../../src/engine/index.js';
import type { PlanRecord } from '../../src/store/index.js';
import { place, type ActingStage, type Json, type Speaker } from './actingStage.js';

/** Who takes part: two who may enforce, then three who may not. */
export const PEOPLE: Persona[] = [demoPersona, otherPersonas.approver, otherPersonas.helpdesk, otherPersonas.employee, otherPersonas.guest];
const MAY = 2;
/** With the group that each has to leave. Luc holds an admin role: for him a second person has to agree. */
export const ACCOUNTS = [['carl nguyen', 'NOC Montréal'], ['rosalie paquin', 'Bénévoles'], ['luc thibodeau', 'NOC Montréal']] as const;

export interface Place {
  person: number;
  chat: number;
}

export type Act =
  | { kind: 'propose'; account: number; at: Place }
  | { kind: 'press'; verb: string; plan: number; at: Place }
  | { kind: 'say'; text: string; at: Place }
  | { kind: 'forge'; verb: string; data: Json; at: Place }
  | { kind: 'later'; minutes: number; at: Place };

let runs = 0;

/** One sequence, in conversations of its own. */
export class EnforceModel {
  readonly #run = (runs += 1);
  readonly #since = new Date(Date.parse('2000-01-01')).toISOString();
  #known = 0;

  constructor(private readonly stage: ActingStage) {}

  async begin(): Promise<void> {
    this.#known = Math.max(0, ...(await this.#plans()).map(({ number }) => number));
  }

  /**
   * INVARIANT: whatever went out belongs to plans that this very act validly confirmed, each of their writes once;
   * That a valid press does write is asserted by a fixed sequence, not here.
   */
  async check(act: Act): Promise<number> {
    const before = await this.#plans();
    const written = await this.stage.writes(() => this.#do(act, before));
    const done = (await this.#plans()).filter(({ id, status }) => status === 'finished' && before.find((each) => each.id === id)?.status !== 'finished');
    const told = `${JSON.stringify(act).slice(0, 300)} wrote ${written}, plans ${done.map(({ number }) => number).join()}`;
    for (const plan of done) assert.ok(this.#isValid(act, before.find(({ id }) => id === plan.id)), told);
    assert.equal(written, done.reduce((sum, { steps }) => sum + steps.length, 0), told);
    return written;
  }

  /** Puts everybody back, by somebody else and without waiting for a scan, so that the next sequence begins alike. */
  async end(): Promise<void> {
    const { scanner } = this.stage.product.app;
    const { groups, accounts } = scanner.latest()!.snapshot;
    const edits: TenantEdit[] = [];
    for (const [name, groupName] of ACCOUNTS) {
      const accountId = this.stage.account(name.replace(' ', '.'));
      const { id: groupId, members } = [...groups.values()].find(({ displayName }) => displayName === groupName)!;
      if (members!.has(accounts.findIndex(({ id }) => id === accountId))) continue;
      await this.stage.request('POST', `/groups/${groupId}/members/$ref`, { '@odata.id': `${this.stage.demo.baseUrl}/v1.0/directoryObjects/${accountId}` });
      edits.push({ kind: 'addToGroup', accountId, groupId });
    }
    scanner.amend(edits).catch(() => undefined);
  }

  async #do(act: Act, plans: PlanRecord[]): Promise<unknown> {
    const speaker = this.#speaker(act.at);
    switch (act.kind) {
      case 'later': return this.stage.later(act.minutes * 60_000);
      case 'propose': return this.stage.say(`enforce mfa for ${ACCOUNTS[act.account]![0]}`, speaker);
      case 'say': return this.stage.say(act.text.replace('$number', String(plans.at(-1)?.number ?? 1)), speaker);
      case 'press': return this.stage.press({ verb: act.verb, data: { plan: plans[act.plan % Math.max(1, plans.length)]?.id } }, speaker);
      case 'forge': return this.stage.execute({ verb: act.verb, data: act.data }, speaker);
    }
  }

  /** By the rules alone. `plan`: as it stood before. */
  #isValid(act: Act, plan: PlanRecord | undefined): boolean {
    const person = PEOPLE[act.at.person]!.aadObjectId;
    const inTime = plan !== undefined && Date.parse(plan.expiresAt) > this.stage.now();
    if (!plan || !inTime || act.at.person >= MAY || act.kind === 'propose' || act.kind === 'forge' || act.kind === 'later') return false;
    if ((plan.content as { approvalBecause?: string }).approvalBecause === undefined) {
      const isYes = act.kind === 'say' ? act.text === 'yes' : act.verb === 'enforce-confirm';
      return isYes && plan.status === 'proposed' && plan.requestedBy.id === person && plan.conversationId === this.#conversation(act.at);
    }
    const isApproval = act.kind === 'say' ? act.text.startsWith('approve') : act.verb === 'enforce-approve';
    return isApproval && plan.status === 'awaitingApproval' && plan.requestedBy.id !== person;
  }

  #speaker({ person, chat }: Place): Speaker {
    return { person: PEOPLE[person]!, channel: `model-${this.#run}-${chat}` };
  }

  #conversation(at: Place): string {
    return (place(this.#speaker(at))['conversation'] as { id: string }).id;
  }

  /** Those of this sequence, oldest first. */
  async #plans(): Promise<PlanRecord[]> {
    const plans = await (await this.stage.product.app.store).plans(tenantId).recent({ since: this.#since, limit: 50 });
    return plans.filter(({ number }) => number > this.#known).toSorted((one, other) => one.number - other.number);
  }
}

/** Gives how many writes each act came to. */
export async function play(stage: ActingStage, acts: readonly Act[]): Promise<number[]> {
  const model = new EnforceModel(stage);
  await model.begin();
  const written: number[] = [];
  try {
    for (const act of acts) written.push(await model.check(act));
  } finally {
    if (written.some((count) => count > 0)) await model.end();
  }
  return written;
}
