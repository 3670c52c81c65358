import { TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import type { Sender } from '../admission.js';
import type { OwnToken, Person } from '../types.js';

/** Identity comes from the sender that the channel vouches for; a card's data could name anybody. */
export function personOf(activity: Activity, ownToken?: OwnToken): Person {
  const { conversation, from } = activity;
  const { tenantId, accountId } = senderOf(activity);
  const zone = timezoneOf(activity);
  return {
    conversationId: conversation.id, personId: accountId ?? from.id, isPersonal: conversation.conversationType === 'personal',
    ...(accountId && { accountId }), ...(tenantId && { tenantId }), ...(from.name && { name: from.name }), ...(ownToken && { ownToken }), ...(zone && { timezone: zone }), place: placeOf(activity),
  };
}

/** Where an answer to this activity can be edited or sent later, by any process. `id`: the card that was pressed. */
export interface Place {
  reference: Partial<ConversationReference>;
  id?: string;
}

/** Teams sends it with each message, in one of two places. */
function timezoneOf({ localTimezone, entities }: Activity): string | undefined {
  const client = entities?.find(({ type }) => type === 'clientInfo') as { timezone?: unknown } | undefined;
  const zone = localTimezone ?? client?.timezone;
  return typeof zone === 'string' && zone.length < 64 ? zone : undefined;
}

/** How the bot speaks there later: without what belongs to one activity, or to one speaker among several. */
export function lastingReference(activity: Activity): Partial<ConversationReference> {
  const { activityId: _, locale: _locale, user, ...reference } = TurnContext.getConversationReference(activity);
  return { ...reference, ...(activity.conversation.conversationType === 'personal' && user && { user }) };
}

function placeOf(activity: Activity): Place {
  return { reference: TurnContext.getConversationReference(activity), ...(activity.replyToId && { id: activity.replyToId }) };
}

/** A conversation that two tenants share names both: of which one the sender is, nobody vouches for. */
export function senderOf({ conversation, channelData, from }: Activity): Sender {
  const { tenant } = (channelData ?? {}) as { tenant?: { id?: string } };
  const [tenantId, other] = [conversation.tenantId, tenant?.id].filter(Boolean);
  return { tenantId: other === undefined || other.toLowerCase() === tenantId?.toLowerCase() ? tenantId : undefined, accountId: from.aadObjectId };
}
