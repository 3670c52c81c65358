import { TurnContext, type Activity, type ConversationReference } from 'botbuilder';
import type { Sender } from '../admission.js';
import type { OwnToken, Person } from '../types.js';

/** Identity comes from the sender that the channel vouches for; a card's data could name anybody. */
export function personOf(activity: Activity, ownToken?: OwnToken): Person {
  const { conversation, from } = activity;
  const { tenantId, accountId } = senderOf(activity);
  return {
    conversationId: conversation.id, personId: accountId ?? from.id, isPersonal: conversation.conversationType === 'personal',
    ...(accountId && { accountId }), ...(tenantId && { tenantId }), ...(from.name && { name: from.name }), ...(ownToken && { ownToken }), place: placeOf(activity),
  };
}

/** Where an answer to this activity can be edited or sent later, by any process. `id`: the card that was pressed. */
export interface Place {
  reference: Partial<ConversationReference>;
  id?: string;
}

function placeOf(activity: Activity): Place {
  return { reference: TurnContext.getConversationReference(activity), ...(activity.replyToId && { id: activity.replyToId }) };
}

export function senderOf({ conversation, channelData, from }: Activity): Sender {
  const { tenant } = (channelData ?? {}) as { tenant?: { id?: string } };
  return { tenantId: conversation.tenantId ?? tenant?.id, accountId: from.aadObjectId };
}
