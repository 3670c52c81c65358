import type { Presented } from '../../cards/index.js';
import { repeated } from '../../cards/repeated.js';
import { lateness } from '../schedule/index.js';
import type { DeliverParts, DeliveryRecord, SendOutcome } from './types.js';

/** How long others leave a delivery alone that this process holds: what a process that dies costs. */
export const LEASE_MS = 45_000;
const FIRST_REST_MS = 2_000;
const LONGEST_REST_MS = 10 * 60_000;
const REFUSED_REST_MS = 60_000;
const CROWDED_REST_MS = 15_000;
/** What is answered late is sent again by every try: few of them, far apart, and then no more. */
const UNANSWERED_RESTS_MS = [3 * 60_000, 30 * 60_000];

/**
 * Sends one claimed delivery, and records what became of it. Never rejects: what can't be recorded is held until its lease
 * runs out, and then somebody takes it over. `turn` resolves when the pace lets this one go; false where it would have to wait too long.
 */
export async function deliver(parts: DeliverParts, delivery: DeliveryRecord, turn: () => Promise<boolean>): Promise<void> {
  let isHandedOver = false;
  try {
    const { reference, obstacle } = await recipient(parts, delivery);
    if (!reference) return void (await end(parts, delivery, obstacle));
    const presented = await compose(parts, delivery);
    if (!presented) return void (await end(parts, delivery, { status: 'skipped', note: 'the subscription has ended' }));
    if (!(await turn())) return void (await rest(parts, delivery, { kind: 'busy', because: 'too much was to be sent at once', retryAfterMs: CROWDED_REST_MS }));
    if (!(await parts.stores.deliveries.begin(delivery.key, parts.worker, later(parts, LEASE_MS)))) return;
    isHandedOver = true;
    await settle(parts, delivery, await parts.sender.send(reference, delivery.isRepeat ? repeated(presented) : presented), presented.note);
  } catch (cause) {
    parts.log(`delivery \`${delivery.key}\` failed`, cause);
    const because = isHandedOver ? 'what became of it could not be recorded' : 'it could not be composed';
    await rest(parts, delivery, { kind: 'busy', because, mayHaveArrived: isHandedOver }).catch(() => undefined);
  }
}

interface End {
  status: 'sent' | 'late' | 'skipped' | 'failed';
  note?: string;
  activityId?: string;
}

async function recipient({ stores, now }: DeliverParts, { dueAt, conversationId, note }: DeliveryRecord): Promise<{ reference: object; obstacle?: never } | { reference?: never; obstacle: End }> {
  if (lateness(Date.parse(dueAt), now()) === 'missed') return { obstacle: { status: 'skipped', note: note ?? 'nothing ran when it was due' } };
  const conversation = await stores.conversations.load(conversationId);
  if (conversation?.state !== 'active') return { obstacle: { status: 'failed', note: 'the conversation is gone' } };
  return { reference: conversation.reference };
}

async function compose({ stores, composeDigest, now }: DeliverParts, { subscriptionId, content, dueAt }: DeliveryRecord): Promise<Awaited<ReturnType<DeliverParts['composeDigest']>> | undefined> {
  if (content) return content as Presented;
  const subscription = await stores.subscriptions.load(subscriptionId!);
  if (subscription?.state !== 'active') return undefined;
  const skipped = await stores.deliveries.skippedSinceLastCard(subscription.id);
  return composeDigest(subscription, { dueAt, isLate: lateness(Date.parse(dueAt), now()) === 'late', skipped });
}

async function settle(parts: DeliverParts, delivery: DeliveryRecord, outcome: SendOutcome, note: string | undefined): Promise<void> {
  if (outcome.kind === 'busy') return outcome.isUnanswered ? unanswered(parts, delivery, outcome) : rest(parts, delivery, outcome);
  if (outcome.kind === 'refused') return refused(parts, delivery, outcome.because);
  if (outcome.kind === 'failed') return end(parts, delivery, { status: 'failed', note: outcome.because });
  const isLate = lateness(Date.parse(delivery.dueAt), parts.now()) !== 'onTime';
  await end(parts, delivery, { status: isLate ? 'late' : 'sent', ...(outcome.activityId && { activityId: outcome.activityId }), ...(note && { note }) });
  await parts.stores.conversations.reached(delivery.conversationId);
}

async function end({ stores, worker, now, log }: DeliverParts, { key }: DeliveryRecord, result: End): Promise<void> {
  if (result.status === 'failed') log(`delivery \`${key}\` is given up: ${result.note}`);
  await stores.deliveries.finish(key, worker, { ...result, at: new Date(now()).toISOString() });
}

async function unanswered(parts: DeliverParts, delivery: DeliveryRecord, outcome: SendOutcome & { kind: 'busy' }): Promise<void> {
  const retryAfterMs = UNANSWERED_RESTS_MS[delivery.attempts - 1];
  if (retryAfterMs === undefined && delivery.isRepeat) return end(parts, delivery, { status: 'failed', note: `${outcome.because}, again; it may have arrived` });
  await rest(parts, delivery, { ...outcome, retryAfterMs: retryAfterMs ?? UNANSWERED_RESTS_MS[0]! });
}

/** Teams' own wish, else longer each time; never all at the same moment. */
async function rest(parts: DeliverParts, { key, attempts }: DeliveryRecord, { because, retryAfterMs = 0, mayHaveArrived = false }: SendOutcome & { kind: 'busy' }): Promise<void> {
  const full = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** Math.min(attempts - 1, 16));
  const notBefore = later(parts, Math.max(retryAfterMs, full / 2) + (full / 2) * parts.random());
  await parts.stores.deliveries.release(key, parts.worker, { notBefore, note: because, mayHaveArrived });
}

async function refused(parts: DeliverParts, delivery: DeliveryRecord, because: string): Promise<void> {
  const state = await parts.stores.conversations.refused(delivery.conversationId);
  if (state === 'gone') return end(parts, delivery, { status: 'failed', note: because });
  await parts.stores.deliveries.release(delivery.key, parts.worker, { notBefore: later(parts, REFUSED_REST_MS * delivery.attempts), note: because });
}

const later = ({ now }: DeliverParts, ms: number): string => new Date(now() + Math.round(ms)).toISOString();
