import { AuthenticationError } from 'botframework-connector';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { isLoopback } from '../../config.js';
import type { Log } from '../types.js';
import { Unverifiable, type Logic, type TeamsAdapter } from './adapter.js';

export interface EndpointAnswer {
  status: number;
  body?: unknown;
}

/** One POST to /api/messages, whatever server carries it. */
export type Endpoint = (authorization: string | undefined, body: unknown) => Promise<EndpointAnswer>;

/** What the rest of the bot relies on; everything else in an activity is optional. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(64),
  channelId: z.string().min(1),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: z.looseObject({ id: z.string().min(1), aadObjectId: z.string().optional() }),
  recipient: z.looseObject({ id: z.string().min(1) }),
  conversation: z.looseObject({ id: z.string().min(1) }),
  text: z.string().nullish(),
  name: z.string().nullish(),
});

const BEARER = /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/;
const UNAUTHORIZED: EndpointAnswer = { status: 401, body: { code: 'Unauthorized', message: 'This endpoint only takes activities signed by Bot Framework.' } };

/** Without an app id nobody can be verified; then only service addresses on this machine are answered. */
export function createEndpoint({ adapter, logic, log }: { adapter: TeamsAdapter; logic: Logic; log: Log }): Endpoint {
  const { isLocal } = adapter;
  return async (authorization, body) => {
    if (!isLocal && !BEARER.test(authorization ?? '')) return UNAUTHORIZED;
    const parsed = activitySchema.safeParse(body);
    if (!parsed.success) return { status: 400, body: { code: 'BadActivity', message: `This is no activity: ${where(parsed.error)}.` } };
    // Without this an attacker's page could make the bot send requests to any address (SSRF).
    if (isLocal && !isLoopback(new URL(parsed.data.serviceUrl).hostname)) {
      return { status: 403, body: { code: 'Forbidden', message: 'Without MicrosoftAppId only a service address on this machine is answered.' } };
    }
    return receive(adapter, isLocal ? '' : authorization!, parsed.data as unknown as Activity, logic, log);
  };
}

async function receive(adapter: TeamsAdapter, authorization: string, activity: Activity, logic: Logic, log: Log): Promise<EndpointAnswer> {
  try {
    const response = await adapter.receive(authorization, activity, logic);
    return { status: response?.status ?? 200, body: response?.body };
  } catch (cause) {
    if (cause instanceof AuthenticationError) return UNAUTHORIZED;
    log('an activity could not be handled', cause);
    if (cause instanceof Unverifiable) return { status: 503, body: { code: 'Unavailable', message: 'The sender could not be verified now. Try again later.' } };
    return { status: 500, body: { code: 'Internal', message: 'The activity could not be handled; the cause is in the log.' } };
  }
}

function where(error: z.ZodError): string {
  const issue = error.issues[0]!;
  return `\`${issue.path.join('.') || 'body'}\` ${issue.code === 'invalid_type' ? 'is missing or of the wrong type' : 'is not valid'}`;
}
