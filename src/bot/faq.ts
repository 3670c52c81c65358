import type { AnsweredTopic } from '../cards/index.js';
import type { FindingId, Report } from '../engine/index.js';
import { answer, TOPIC_IDS, topicForFinding, topics, type FaqAnswer, type LiveFacts, type TopicId } from '../faq/index.js';

/** One answer for each topic, with what the scan found about it. Ids may come from a card: unknown ones are left out. */
export function answerTopics(ids: readonly string[], report: Report | undefined): FaqAnswer | undefined {
  const known = ids.filter(isTopic);
  return known.length > 0 ? answer(known, report && liveFacts(report)) : undefined;
}

export const isTopic = (id: string): id is TopicId => (TOPIC_IDS as readonly string[]).includes(id);

export const titleOf = (id: TopicId): string => topics.get(id)?.title ?? id;

/** The topics that tell more about findings. */
export function topicsAbout(findings: FindingId[]): { id: TopicId; title: string }[] {
  return [...new Set(findings.map(topicForFinding))].map((id) => ({ id, title: titleOf(id) }));
}

/** The answer in the card's terms. */
export function forCard({ parts }: FaqAnswer): AnsweredTopic[] {
  return parts.map(({ id, title, short, live, citations, sections }) => ({
    id, title, answer: short, ...(live && { live }), sources: citations, more: sections.map(({ title: name, paragraphs }) => ({ title: name, points: paragraphs })),
  }));
}

/** A report's figures never change; counting a hundred thousand accounts for each question would take too long. */
const counted = new WeakMap<Report, LiveFacts>();

function liveFacts(report: Report): LiveFacts {
  const facts = counted.get(report) ?? { countByFinding: countFindings(report), isDemo: report.tenant.isDemo };
  counted.set(report, facts);
  return facts;
}

function countFindings({ accounts }: Report): LiveFacts['countByFinding'] {
  const counts: LiveFacts['countByFinding'] = {};
  for (const { findings } of accounts) for (const { id } of findings) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}
