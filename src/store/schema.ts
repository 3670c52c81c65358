import type { ColumnType } from 'kysely';
import type { Counts } from '../engine/index.js';
import type { DigestTables } from './digest/schema.js';
import type { PlanStatus, StepStatus, TicketStatus } from './types.js';

/** jsonb: comes back parsed, goes in as text. */
type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date, Date>;
/** Null until something is said about it. */
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

export interface Database extends DigestTables {
  conversation_context: {
    tenant_id: string;
    conversation_id: string;
    person_id: string;
    context: Json<object>;
    updated_at: Time;
  };
  faq_feedback: {
    tenant_id: string;
    conversation_id: string;
    person_id: string;
    topic: string;
    /** SHA-256 of the question: an index entry must stay small whatever a person types. */
    question_id: string;
    question: string;
    helpful: boolean;
    voted_at: Time;
  };
  scan: {
    tenant_id: string;
    scanned_at: Time;
    summary: Json<Counts>;
    /** Gzipped JSON; see `snapshotCodec`. */
    snapshot: ColumnType<Uint8Array, Uint8Array, Uint8Array>;
    /** The `scan_base` that its accounts are told by; null where they are told whole. */
    base_id: Later<string>;
  };
  /** Accounts that several scans have in common; see `snapshotCodec`. */
  scan_base: {
    tenant_id: string;
    id: string;
    made_at: Time;
    accounts: ColumnType<Uint8Array, Uint8Array, Uint8Array>;
  };
  /** The last number given in a tenant: to a `plan`, to a `ticket`. */
  counter: {
    tenant_id: string;
    name: string;
    value: number;
  };
  plan: {
    tenant_id: string;
    id: string;
    number: number;
    status: PlanStatus;
    requested_by_id: string;
    requested_by_name: string;
    conversation_id: string;
    created_at: Time;
    expires_at: Time;
    confirmed_at: Later<Date>;
    approved_by_id: Later<string>;
    approved_by_name: Later<string>;
    finished_at: Later<Date>;
    undoes: Later<string>;
    content: Json<object>;
    place: ColumnType<object | null, string | undefined, string>;
    /** Who carries the running plan, and until when others leave it alone. */
    lease_worker: Later<string>;
    lease_until: Later<Date>;
  };
  plan_step: {
    tenant_id: string;
    plan_id: string;
    position: number;
    status: StepStatus;
    change: Json<object>;
    note: Later<string>;
    request_id: Later<string>;
    updated_at: Time;
  };
  /** One row a tenant, locked while an entry is appended. */
  audit_head: {
    tenant_id: string;
    sequence: number;
    hash: string;
  };
  audit: {
    tenant_id: string;
    sequence: number;
    at: Time;
    /** Exactly the text that `hash` is over; see `audit/record.ts`. */
    record: string;
    hash: string;
  };
  /** Names and details of an audit entry, apart from it so that they can be forgotten. */
  audit_detail: {
    tenant_id: string;
    sequence: number;
    detail: string;
  };
  ticket: {
    tenant_id: string;
    id: string;
    number: number;
    status: TicketStatus;
    account_id: string;
    system: string;
    external_id: Later<string>;
    external_url: Later<string>;
    title: string;
    content: Json<object>;
    priority: 'high' | 'medium' | 'low';
    due_at: Time;
    assignee_id: Later<string>;
    assignee_name: Later<string>;
    opened_by_id: string;
    opened_by_name: string;
    opened_at: Time;
    closed_at: Later<Date>;
    closed_because: Later<string>;
    updated_at: Time;
  };
  /** Account and status repeat the ticket's; the database keeps them so. */
  ticket_finding: {
    tenant_id: string;
    ticket_id: string;
    account_id: string;
    status: TicketStatus;
    finding: string;
    position: number;
  };
  ticket_comment: {
    tenant_id: string;
    ticket_id: string;
    position: number;
    at: Time;
    by_id: string;
    by_name: string;
    text: string;
  };
}
