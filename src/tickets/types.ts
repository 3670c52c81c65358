/** What every ticket system is told: the account, why, what to do. Plain text; a system renders it in its own markup. */
export interface TicketDraft {
  /** Ours, for ever the same for one ticket: the system is asked for it before anything is created, so that a crash opens nothing twice. */
  key: string;
  title: string;
  /** Paragraphs: account, findings in words, the sign-in that passes, the remedy step by step, where to read more. */
  paragraphs: { heading: string; lines: string[] }[];
  priority: 'high' | 'medium' | 'low';
  /** ISO 8601 date-time, UTC. */
  dueAt: string;
  account: { id: string; displayName: string; userPrincipalName: string };
}

export interface OpenedTicket {
  externalId: string;
  /** Where a person reads it; undefined where the system has no page of its own. */
  url: string | undefined;
}

export interface TicketState {
  status: 'open' | 'closed';
  /** As the system names it ("In Progress"). */
  label: string;
  assignee: string | undefined;
}

export interface Person {
  displayName: string;
  userPrincipalName: string;
}

/** One ticket system. Every method throws TicketError; nothing else. */
export interface TicketSystem {
  readonly id: 'builtIn' | 'planner' | 'jira' | 'serviceNow' | 'connectWise' | 'webhook';
  readonly name: string;
  /** So long after a create the look-up may still miss it, in milliseconds: a ticket left in `opening` is opened again only after that. */
  readonly settleMs: number;
  /** Looks for the key first: the same draft twice gives one ticket. */
  open(draft: TicketDraft): Promise<OpenedTicket>;
  /** In bulk; an entry is undefined where a ticket is gone there. No such method: the system tells no state back, ours is the one that counts. */
  states?(externalIds: readonly string[]): Promise<(TicketState | undefined)[]>;
  comment(externalId: string, text: string): Promise<void>;
  close(externalId: string, because: string): Promise<void>;
  reopen(externalId: string, because: string): Promise<void>;
  /** `unknownPerson` where the system doesn't know the person; then the assignment stays with us. */
  assign(externalId: string, person: Person): Promise<'assigned' | 'unknownPerson'>;
  /** For `doctor`: one harmless call that shows that address, credentials and rights are right. Empty: all is well; else the mend. */
  check(): Promise<string>;
}

export class TicketError extends Error {
  override readonly name = 'TicketError';

  constructor(
    /** One sentence for a person: what happened and what to do. Never holds a secret or the system's own text unescaped. */
    message: string,
    /**
     * `later`: throttled, away or unclear; worth trying again, and an `open` that ends so may have created the ticket.
     * `setup`: address, credentials, rights; `refused`: the system doesn't take it; `gone`: no such ticket. An `open` that ends so created nothing.
     */
    readonly kind: 'later' | 'setup' | 'gone' | 'refused',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
