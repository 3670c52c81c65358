import { GraphServer, type GraphHandler, type GraphReply, type GraphRequest } from '../../support/graphServer.js';
import type { TicketSystemConfig } from '../../../src/tickets/index.js';

/** A ticket as the stand-in keeps it, in its own words. */
export interface Kept {
  id: string;
  key: string;
  title: string;
  body: unknown;
  priority: unknown;
  due: unknown;
  status: string;
  assignee: string | undefined;
  notes: string[];
}

/** One ticket system over real HTTP on loopback, with what the contract's cases have to know of it. */
export interface Site {
  server: GraphServer;
  config: TicketSystemConfig;
  /** Never to be seen in a message. */
  secret: string;
  /** What a 401's mend must name. */
  credentials: RegExp;
  kept: Kept[];
  /** Routes for faults: the look-up before a create, the create, and a comment on a ticket. */
  lookup: string;
  create: string;
  comment: (id: string) => string;
  /** The system's error body. */
  refusal: (text: string) => unknown;
  /** An id that is well-formed and unknown there. */
  strangerId: string;
  open: string;
  closed: string;
  /** What the draft's priority and due date must have become. */
  expected: { priority: unknown; due: unknown };
  /** Everything the site wrote down of a ticket's text. */
  textOf: (kept: Kept) => string;
}

export const PERSON = { displayName: 'Dana Duty', userPrincipalName: 'dana@contoso.example' };

/** Every route answers only to the right credentials. */
export function guard(isAuthorised: (request: GraphRequest) => boolean, refusal: unknown, handler: GraphHandler): GraphHandler {
  return (request) => (isAuthorised(request) ? handler(request) : { status: 401, body: refusal });
}

export const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
export const bodyOf = <T>(request: GraphRequest): T => request.body as T;
export const missing = (body: unknown): GraphReply => ({ status: 404, body });

export async function start(): Promise<GraphServer> {
  return GraphServer.start();
}
