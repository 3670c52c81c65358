import { createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Http, type HttpParts } from './http.js';
import { block, oneLine, safeKey } from './text.js';
import type { Person, TicketDraft, TicketSystem } from './types.js';

export interface WebhookConfig {
  system: 'webhook';
  url: string;
  /** Shared with the receiver; with `whsec_` in front it is base64, as Standard Webhooks has it. */
  secret: string;
}

const NAME = 'The webhook';
const answer = z.object({ url: z.url({ protocol: /^https$/ }).optional() }).catch({});

/**
 * Tells every step of a ticket to an address of the customer's, signed; the state stays ours.
 * Each event is a POST of `{type, id, timestamp, data}` with `webhook-id`, `webhook-timestamp` (seconds) and
 * `webhook-signature: v1,<base64 HMAC-SHA256 of "id.timestamp.body">` (standardwebhooks.com, specification), and the id once more as
 * `Idempotency-Key` (IETF draft-ietf-httpapi-idempotency-key-header). The id of `ticket.opened` is the same for ever, so a receiver
 * that heard it before answers alike. Any 2xx takes the event; the answer to `ticket.opened` may hold `{"url"}`, where people read the ticket.
 */
export function webhook({ url, secret }: WebhookConfig, parts: HttpParts): TicketSystem {
  const key = signingKey(secret);
  const mends = { address: 'WEBHOOK_URL', credentials: 'WEBHOOK_SECRET here and at the receiver', rights: 'check WEBHOOK_SECRET here and at the receiver' };
  const http = new Http({ name: NAME, baseUrl: url, headers: {}, secrets: [secret], mends, problem: () => undefined }, parts);

  async function tell(type: string, data: unknown, id: string = randomUUID()): Promise<string> {
    const body = { type, id, timestamp: new Date(parts.now()).toISOString(), data };
    const headers = (sent: string): Record<string, string> => ({ 'Idempotency-Key': id, ...signed(key, id, parts.now(), sent) });
    return (await http.send({ method: 'POST', path: '', body, headers, repeatable: true })).text;
  }
  const about = (type: string, externalId: string, data: object): Promise<string> => tell(type, { ticket: { id: externalId }, ...data });

  return {
    id: 'webhook',
    name: NAME,
    settleMs: 0,
    async open(draft) {
      const id = safeKey(draft);
      const text = await tell('ticket.opened', { ticket: ticketOf(draft, id) }, `open-${id}`);
      return { externalId: id, url: readUrl(text) };
    },
    comment: async (id, text) => void await about('ticket.commented', id, { text: block(text) }),
    close: async (id, because) => void await about('ticket.closed', id, { because: block(because) }),
    reopen: async (id, because) => void await about('ticket.reopened', id, { because: block(because) }),
    async assign(id, { displayName, userPrincipalName }: Person) {
      await about('ticket.assigned', id, { assignee: { displayName: oneLine(displayName, 256), userPrincipalName } });
      return 'assigned';
    },
    check: () => tell('ping', {}).then(() => ''),
  };
}

const signingKey = (secret: string): Buffer => (secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret));

function signed(key: Buffer, id: string, now: number, body: string): Record<string, string> {
  const timestamp = Math.floor(now / 1000);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}

function ticketOf({ title, paragraphs, priority, dueAt, account }: TicketDraft, id: string): unknown {
  const told = paragraphs.map(({ heading, lines }) => ({ heading: oneLine(heading, 200), lines: lines.map(block) }));
  return { id, title: oneLine(title, 255), paragraphs: told, priority, dueAt, account: { ...account, displayName: oneLine(account.displayName, 256) } };
}

/** The receiver may answer anything; only a page over https is taken from it. */
function readUrl(text: string): string | undefined {
  try {
    return answer.parse(JSON.parse(text)).url;
  } catch {
    return undefined;
  }
}
