/** The daily card: arranging it, and what it says. */
export { closedByPlans } from './closedBy.js';
export { comingDates, type ComingDate } from './comingDates.js';
export { createDigest } from './compose.js';
export { createConversations, type Conversations } from './conversations.js';
export type { DailyParts, DigestParts } from './parts.js';
export { changeSubscription, filterIn, placeOf, stopSubscription, subscribe, subscriptionsIn, type Subscribed, type SubscribeParts, type Subscriber, type Wish } from './subscribe.js';
export { aboutWords, momentWords, orderWords, ruleWords, subscriptionWords } from './words.js';
export { zoneOf } from './zones.js';
