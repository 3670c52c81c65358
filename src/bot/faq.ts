import type { AnsweredTopic, Choice } from '../cards/index.js';
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

/** Where the accounts a finding is about can be looked at. */
const SHOWN_BY: Partial<Record<FindingId, Omit<Choice, 'title'>>> = {
  'not-registered': { verb: 'list', data: { finding: 'not-registered', below: true } },
  'location-exclusion': { verb: 'list', data: { finding: 'trusted-location', below: true } },
  'excluded-from-policy': { verb: 'list', data: { finding: 'excluded', below: true } },
  'app-password-risk': { verb: 'list', data: { finding: 'app-password', below: true } },
  'client-scope': { verb: 'list', data: { finding: 'legacy-auth', below: true } },
  'guest-not-covered': { verb: 'list', data: { filter: 'guests', below: true } },
  'service-account': { verb: 'list', data: { filter: 'service', below: true } },
  'emergency-account': { verb: 'emergency', data: { below: true } },
};

/** A button to the accounts behind "in your tenant: 3 accounts". */
export function showThem({ parts }: FaqAnswer): Choice[] {
  const findings = parts.filter(({ live }) => live).flatMap((part) => part.findings);
  const shown = findings.map((finding) => SHOWN_BY[finding]).find((each) => each !== undefined);
  return shown ? [{ title: 'Show these accounts', ...shown }] : [];
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
