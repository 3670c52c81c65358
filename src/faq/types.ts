import type { FindingId } from '../engine/index.js';

export const TOPIC_IDS = [
  'enforcement-deadline', 'verification-method', 'trusted-ip', 'emergency-accounts', 'disabled-accounts',
  'exchange-powershell', 'compliance-check-tool', 'baseline-policies', 'licensing', 'per-user-mfa', 'app-passwords',
  'service-accounts', 'shared-mailboxes', 'who-counts-as-user', 'third-party-mfa', 'device-compliance',
  'prompt-frequency', 'guest-users', 'outlook-modern-auth', 'separate-admin-accounts', 'automation',
  'secure-app-model', 'smtp-submission', 'mfa-outage', 'customer-tenants', 'migration-dates',
] as const;
export type TopicId = (typeof TOPIC_IDS)[number];

/** One FAQ answer. Texts are ours (trusted), in light markdown: **bold** and [links](https://…) only. */
export interface Topic {
  id: TopicId;
  title: string;
  /** Two or three sentences a busy admin can act on. */
  answer: string;
  /** What the 2019 partner thread said. */
  thread: { kind: 'stated rule' | 'personal guess' | 'hearsay' | 'question' | 'unanswered'; by: string; text: string }[];
  /** What is true today; `since` is a date or a period as the source gives it. */
  today: Claim[];
  /** Where sources disagree. */
  disagreements: string[];
  /** What a scan checks about it. */
  checks: Check[];
  todo: string[];
  related: TopicId[];
}

export interface Claim {
  text: string;
  since?: string;
  sources: Source[];
  /** Marked where no primary source was read. */
  unverified?: boolean;
}

export interface Source {
  title: string;
  url: string;
  /** The document's own date, as precise as known. */
  date: string;
}

export interface Check {
  finding: FindingId;
  text: string;
  /** True in the one topic that a finding's "tell me more" leads to. */
  home?: true;
}

/** What the last scan found, given by the caller: this folder reads nothing. */
export interface LiveFacts {
  countByFinding: Partial<Record<FindingId, number>>;
  isDemo: boolean;
}

/** One topic, answered: a card's parts (light markdown) and the whole as plain text. */
export interface AnsweredTopic {
  id: TopicId;
  title: string;
  short: string;
  /** "In your tenant: 3 accounts ..."; absent where no scan was given or it has nothing to say. */
  live?: string;
  /** What unfolds: the thread, today, disagreements, checks, what to do. */
  sections: { title: string; paragraphs: string[] }[];
  citations: Source[];
  related: TopicId[];
  findings: FindingId[];
  /** The whole answer, plain text. */
  full: string;
}

/** Several questions in one message: one part each, in order; the rest is their union. */
export interface FaqAnswer {
  topics: TopicId[];
  title: string;
  short: string;
  full: string;
  parts: AnsweredTopic[];
  citations: Source[];
  related: TopicId[];
  findings: FindingId[];
}
