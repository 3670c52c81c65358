import type { z } from 'zod';
import type { Report, Snapshot } from '../engine/index.js';
import type { CardJson, Frame, Presented } from '../cards/index.js';
import type { TopicId } from '../faq/types.js';
import type { DailyParts } from '../flows/digest/index.js';
import type { Authority, ConversationMemory, EnforceParts, FeedbackStore, GroupPath, PastScans, Right, Scan, Scanner, Tickets, WhoChangedParts } from '../flows/index.js';
import type { ConversationContext, Intent, Language, Slots, Understanding } from '../language/types.js';
import type { FileOffer } from './files.js';

/** Who speaks, and where. Taken from the activity's sender only, never from what a card brings back. */
export interface Person {
  conversationId: string;
  personId: string;
  /** The person's own account in the tenant, where the client tells it. */
  accountId?: string;
  tenantId?: string;
  /** As the channel shows it; for records only. */
  name?: string;
  /** Only the two of them see what is sent here. */
  isPersonal?: boolean;
  /** Where the card that was pressed stands, for a later process to edit it: the channel's own JSON. */
  place?: object;
  /** The client's own time zone, as it says: an IANA name, or whatever it sent. */
  timezone?: string;
  /** The person's own token for Graph, where the channel can get one. */
  ownToken?: OwnToken;
}

/** `signIn`: the channel has to ask the person first, and then sends the same press again. */
export type OwnToken = () => Promise<{ kind: 'token'; token: string } | { kind: 'signIn' } | { kind: 'refused'; because: string }>;

/** One answer, in a Teams chat or on a terminal; the shape `chat --json` prints. */
export interface Reply {
  q: string;
  intent: Intent;
  slots: Slots;
  topic: TopicId | null;
  /** 0..1. */
  confidence: number;
  /** The whole answer as plain text: the facts of the card. */
  text: string;
  citations: Citation[];
  card: CardJson | null;
}

export interface Citation {
  title: string;
  url: string;
}

/** What the bot is built from. Everything that must boot is a promise, and only awaited by the turn that needs it. */
export interface TurnParts {
  language: Promise<Language>;
  scanner: Scanner;
  memory: ConversationMemory;
  history: Promise<PastScans>;
  feedback: Promise<FeedbackStore>;
  judge: (snapshot: Snapshot) => Report;
  readAudits: WhoChangedParts['readAudits'];
  enforce: EnforceParts;
  authority: Authority;
  tickets: Tickets;
  daily: DailyParts;
  groupPath?: GroupPath;
  isDemo: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: Log;
}

export type Log = (message: string, cause?: unknown) => void;
export type OnProgress = (presented: Presented) => void;

/** What a command or a button receives. */
export interface Request {
  parts: TurnParts;
  person: Person;
  /** As typed; empty when a button was pressed. */
  message: string;
  context: ConversationContext;
  /** For drawing cards only, and false where it isn't known: whoever writes asks `parts.authority.check` itself. */
  may: Record<Right, boolean>;
  /** The last scan, or the first one as soon as it has something to say. */
  scan(): Promise<Scan>;
  /** A new one, or the one under way. */
  rescan(): Promise<Scan>;
  /** What stands in the answer's place until it comes. */
  onProgress: OnProgress;
  frame(scan?: Scan): Frame;
}

export interface Answer {
  presented: Presented;
  citations?: Citation[];
  topic?: TopicId;
  /** What the conversation learned; a property set to undefined is forgotten. */
  context?: Partial<ConversationContext>;
  /** Nothing was done yet: the channel asks the person to sign in, and sends the press again. `presented` stands there in the meantime. */
  signIn?: boolean;
  /** A file that the channel offers in place of `presented`, where it can. */
  offer?: FileOffer;
}

/** What a press came to: `presented` of the answer, and what the channel has to do about it. */
export type Outcome = Presented & Pick<Answer, 'signIn' | 'offer'>;

/** What a message came to: for a terminal, and for a channel with cards. */
export interface Said {
  reply: Reply;
  outcome: Outcome;
}

/** Something a person can ask for in words. */
export interface Command {
  intent: Intent;
  /** Heading in the help card. */
  group: 'Who has a gap' | 'Why, and what if' | 'Do something about it' | 'Talk';
  /** What to type; also the command's title in Teams' menu. */
  title: string;
  /** Other ways to say it that must be understood, too. */
  aliases: string[];
  help: string;
  run(request: Request, understanding: Understanding): Promise<Answer>;
}

/** Something a card can ask for. INVARIANT: `data` has passed `schema`, and every id in it is resolved again in the scan. */
export interface Button<Data = unknown> {
  verb: string;
  schema: z.ZodType<Data>;
  /** `here` replaces the card that was pressed; `below` leaves it and answers in a new message. */
  placement: 'here' | 'below';
  /** It only shows: a client may ask for it by itself, to draw a card again for another reader. */
  isView?: boolean;
  /** It changes what the card tells: where several people see the card, all of them get to see it as it is afterwards. */
  isShared?: boolean;
  run(request: Request, data: Data): Promise<Answer>;
}
