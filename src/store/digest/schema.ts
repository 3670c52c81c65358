import type { ColumnType } from 'kysely';
import type { DeliveryStatus, ScheduleRule, SubscriptionState } from './types.js';

type Json<T> = ColumnType<T, string, string>;
type Time = ColumnType<Date, Date, Date>;
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;
type LaterJson = ColumnType<object | null, string | null | undefined, string | null>;

export interface DigestTables {
  conversation: {
    tenant_id: string;
    id: string;
    reference: Json<object>;
    state: 'active' | 'gone';
    /** In a row. */
    refusals: number;
    updated_at: Time;
  };
  subscription: {
    tenant_id: string;
    id: string;
    conversation_id: string;
    created_by_id: string;
    created_by_name: string;
    rule: Json<ScheduleRule>;
    filter: LaterJson;
    state: SubscriptionState;
    next_due: Time;
    last_due: Later<Date>;
    created_at: Time;
  };
  delivery: {
    tenant_id: string;
    /** `<subscription>@<local day>`, or the sender's own. */
    key: string;
    subscription_id: Later<string>;
    conversation_id: string;
    due_at: Time;
    status: DeliveryStatus;
    content: LaterJson;
    attempts: number;
    is_repeat: boolean;
    worker: Later<string>;
    /** Nobody else takes it before this moment: it is held, or rests after a failure. */
    held_until: Time;
    activity_id: Later<string>;
    note: Later<string>;
    finished_at: Later<Date>;
  };
  accepted_exception: {
    tenant_id: string;
    id: string;
    account_id: string;
    finding: string;
    reason: string;
    owner_id: string;
    owner_name: string;
    accepted_by_id: string;
    accepted_by_name: string;
    accepted_at: Time;
    expires_at: Time;
    review_asked_at: Later<Date>;
    withdrawn_at: Later<Date>;
  };
  alert: {
    tenant_id: string;
    hash: string;
    raised_at: Time;
  };
  lease: {
    tenant_id: string;
    name: string;
    worker: string;
    held_until: Time;
  };
  /** Generic cell rate algorithm: when the last reserved place would be, without a burst. */
  pace: {
    tenant_id: string;
    key: string;
    reserved_until: Time;
  };
}
