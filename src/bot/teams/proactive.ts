import type { ConversationReference, TurnContext } from 'botbuilder';
import type { SendOutcome, Sender } from '../../flows/deliver/index.js';
import type { TeamsAdapter } from './adapter.js';
import type { Delivery } from './delivery.js';

/** Below the lease of a delivery (45 s): what hangs longer may arrive, but nobody waits for it. */
const TIMEOUT_MS = 30_000;

/** Speaks in a conversation without being spoken to: in a channel as a new post, elsewhere as a message. */
export function createSender(adapter: TeamsAdapter, delivery: Delivery, timeoutMs = TIMEOUT_MS): Sender {
  return {
    send: async (reference, presented) => {
      const timer = new AbortController();
      const sending = send(adapter, asPost(reference as Partial<ConversationReference>), delivery.message(presented));
      try {
        return await Promise.race([sending, timeout(timeoutMs, timer.signal)]);
      } finally {
        timer.abort();
      }
    },
  };
}

async function send(adapter: TeamsAdapter, reference: Partial<ConversationReference>, message: ReturnType<Delivery['message']>): Promise<SendOutcome> {
  let outcome: SendOutcome = { kind: 'busy', because: 'Teams was not asked' };
  try {
    await adapter.continueConversationAsync(adapter.appId, reference, async (context) => {
      withoutRepeats(context);
      // Caught in here: outside, the adapter's own handler of failed turns would have answered it.
      outcome = await context.sendActivity(message).then((sent) => ({ kind: 'sent', ...(sent?.id && { activityId: sent.id }) }), outcomeOf);
    });
  } catch (cause) {
    return outcomeOf(cause);
  }
  return outcome;
}

interface Connector {
  client?: { pipeline: { removePolicy(options: { name: string }): unknown } };
}

/** The SDK posts again by itself after 429, 5xx and broken connections: past the pace, the lease and the mark of a repeat. It has no setting for that. */
function withoutRepeats({ turnState, adapter }: TurnContext): void {
  turnState.get<Connector>(adapter.ConnectorClientKey)?.client?.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
}

/** A channel's conversation id names a thread after `;messageid=`; without it, the message starts a thread of its own. */
function asPost(reference: Partial<ConversationReference>): Partial<ConversationReference> {
  const { conversation } = reference;
  // With the id of an activity it would become an answer to it.
  const { activityId: _, ...rest } = reference;
  return conversation ? { ...rest, conversation: { ...conversation, id: conversation.id.replace(/;messageid=.*$/, '') } } : rest;
}

const REFUSED = new Set([403, 404]);
/** 401: our own credentials; the conversation isn't to blame. */
const BUSY = new Set([401, 408, 412, 429, 500, 502, 503, 504]);
/** Teams' gateway gave up on an answer; the message may be there. */
const UNCERTAIN = new Set([408, 502, 504]);
/** No connection came about, so nothing arrived. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Bot Framework's REST error as an outcome; exported for its test. */
export function outcomeOf(cause: unknown): SendOutcome {
  const { statusCode, code, response } = (cause ?? {}) as { statusCode?: number; code?: string; response?: { headers?: { get?(name: string): string | undefined } } };
  if (statusCode === undefined) return { kind: 'busy', because: `Teams was not reached${code ? ` (${code})` : ''}`, mayHaveArrived: !NEVER_LEFT.has(code ?? '') };
  const because = `Teams answered ${statusCode}${code ? ` (${code})` : ''}`;
  if (REFUSED.has(statusCode)) return { kind: 'refused', because };
  if (!BUSY.has(statusCode)) return { kind: 'failed', because };
  const seconds = Number(response?.headers?.get?.('retry-after'));
  return { kind: 'busy', because, ...(seconds > 0 && { retryAfterMs: Math.min(seconds, 3_600) * 1_000 }), ...(UNCERTAIN.has(statusCode) && { mayHaveArrived: true }) };
}

function timeout(ms: number, signal: AbortSignal): Promise<SendOutcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ kind: 'busy', because: `Teams did not answer within ${ms / 1000} seconds`, mayHaveArrived: true, isUnanswered: true }), ms);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}
