import type { ColumnType } from 'kysely';
import type { Counts } from '../engine/index.js';

/** jsonb: comes back parsed, goes in as text. */
type Json<T> = ColumnType<T, string, string>;

export interface Database {
  conversation_context: {
    tenant_id: string;
    conversation_id: string;
    person_id: string;
    context: Json<object>;
    updated_at: ColumnType<Date, Date, Date>;
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
    voted_at: ColumnType<Date, Date, Date>;
  };
  scan: {
    tenant_id: string;
    scanned_at: ColumnType<Date, Date, Date>;
    summary: Json<Counts>;
    /** Gzipped JSON; see `snapshotCodec`. */
    snapshot: ColumnType<Uint8Array, Uint8Array, Uint8Array>;
  };
}
