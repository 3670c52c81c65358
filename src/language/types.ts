/** What a message asks for. Ids are part of the product's contract (README, command line). */
export const INTENTS = [
  'list-noncompliant', 'tenant-status', 'scan-now', 'explain-account', 'enforce-account', 'ticket-account',
  'list-tickets', 'subscribe-daily', 'unsubscribe', 'changes-since', 'what-if', 'list-policies',
  'list-emergency-accounts', 'export', 'help', 'greeting', 'cancel', 'faq', 'out-of-scope',
] as const;
export type Intent = (typeof INTENTS)[number];

export type Filter = 'all' | 'admins' | 'guests' | 'service' | 'shared' | 'members' | 'enabled' | 'disabled';
export type FindingFilter = 'not-registered' | 'excluded' | 'trusted-location' | 'app-password' | 'legacy-auth' | 'no-mfa-signin';

/** Only what the person gave. Accounts are as written, or `#2`, `$last`, `$list`, `$me`. */
export interface Slots {
  filter?: Filter;
  finding?: FindingFilter;
  account?: string;
  accounts?: string[];
  /** HH:MM, 24 h. */
  time?: string;
  /** IANA name, or as written where it names none. */
  timezone?: string;
  days?: string[];
  /** The days that a card loses or gains, where nothing else is said of its days; a new one has `days`. */
  daysLess?: string[];
  daysMore?: string[];
  /** ISO 8601 duration or date, a weekday, or `last scan`. */
  period?: string;
  format?: 'csv' | 'xlsx' | 'pdf' | 'json';
  change?: 'exclude-location' | 'exclude-group' | 'exclude-user' | 'enable-policy' | 'disable-policy' | 'enable-security-defaults';
  location?: string;
  group?: string;
  user?: string;
  policy?: string;
  /** The one ticket meant, `$last` for the one spoken of last; with what to do with it, and the comment as written. */
  ticket?: number | '$last';
  ticketAction?: TicketAction;
  /** The number of a plan, and what to do with it; without a number the last one. */
  plan?: number;
  planAction?: PlanAction;
  /** A change to the tenant that was ordered, not only asked about: the words without politeness. */
  order?: string;
  comment?: string;
  /** Accepted exceptions: show those there are, or accept what was found about the account. */
  exceptions?: 'show' | 'accept';
  /** Until when (ISO 8601 date), and why, as said with it. */
  until?: string;
  reason?: string;
  /** Asks which daily cards come to this conversation, or for something no card can do. */
  subscriptions?: 'show' | 'otherRhythm' | 'once' | 'twoTimes' | 'pause';
  /** Which of them is meant, by its place in what was shown; -1: the last. */
  subscription?: number;
  /** Which list of tickets; the open ones where nothing is said. */
  tickets?: 'mine' | 'closed';
  /** The person has said yes to the bot's own question. Never read from a message: only what the bot kept in `pending` has it. */
  confirmed?: boolean;
}

export type TicketAction = 'show' | 'assign' | 'comment' | 'close' | 'reopen';

export type PlanAction = 'confirm' | 'approve' | 'withdraw' | 'undo' | 'look';

/** What the conversation already knows; kept per conversation and person. */
export interface ConversationContext {
  /** The understanding of the previous message, for "and for guests?", "make it 9:30". */
  previous?: { intent: Intent; slots: Slots; topics: string[] };
  /** The list shown last, for `#2` and `$list`: account ids in the order shown. */
  lastList?: { filter: Filter; finding?: FindingFilter; accountIds: string[] };
  /** The account spoken of last, for `$last`. */
  lastAccountId?: string;
  /** The ticket spoken of last, by its number. */
  lastTicket?: number;
  /** The daily card spoken of last, by its subscription's id. */
  lastSubscriptionId?: string;
  /** The plan shown last, for "undo that". */
  lastPlanId?: string;
  /** A question the bot asked, or a plan it wants confirmed. */
  pending?: { intent: Intent; slots: Slots; question: string; choices?: string[]; planId?: string };
}

export interface Understanding {
  intent: Intent;
  slots: Slots;
  /** FAQ topics, best first, one for each question in the message; empty unless the intent is `faq`. */
  topics: string[];
  /** When unsure: the best topics to offer as buttons (at most three). */
  suggestions: string[];
  /** Calibrated probability that intent (and topic) are right, 0..1. */
  confidence: number;
}

export interface Language {
  /** Pure and synchronous; never throws, whatever the message. */
  understand(message: string, context?: ConversationContext): Understanding;
}
