import type { FindingId } from '../engine/index.js';
import { answerTopic } from './answerTopic.js';
import { topicList } from './topics/index.js';
import type { FaqAnswer, LiveFacts, Source, Topic, TopicId } from './types.js';

export { TOPIC_IDS } from './types.js';
export type { AnsweredTopic, Check, Claim, FaqAnswer, LiveFacts, Source, Topic, TopicId } from './types.js';

export const topics: ReadonlyMap<TopicId, Topic> = new Map(topicList.map((topic) => [topic.id, topic]));

const unique = <T>(values: T[]): T[] => [...new Set(values)];
const byUrl = (citations: Source[]): Source[] => [...new Map(citations.map((source) => [source.url, source])).values()];

/** Answers one or more topics, in the order asked. Throws a RangeError on an id that is no topic. */
export function answer(ids: TopicId[], live?: LiveFacts): FaqAnswer {
  const asked = unique(ids);
  const parts = asked.map((id) => answerTopic(topicOf(id), titleOf, live));
  return {
    topics: asked,
    title: parts.map(({ title }) => title).join(' · '),
    short: parts.map(({ title, short }) => (parts.length === 1 ? short : `${title}: ${short}`)).join('\n\n'),
    full: parts.map(({ full }) => full).join('\n\n\n'),
    parts,
    citations: byUrl(parts.flatMap(({ citations }) => citations)),
    related: unique(parts.flatMap(({ related }) => related)).filter((id) => !asked.includes(id)),
    findings: unique(parts.flatMap(({ findings }) => findings)),
  };
}

/** The topic that a finding's "tell me more" leads to. */
export function topicForFinding(id: FindingId): TopicId {
  const home = topicList.find(({ checks }) => checks.some(({ finding, home: isHome }) => finding === id && isHome));
  if (!home) throw new RangeError(`no topic is the home of finding \`${id}\``);
  return home.id;
}

function topicOf(id: TopicId): Topic {
  const topic = topics.get(id);
  if (!topic) throw new RangeError(`unknown topic \`${id}\``);
  return topic;
}

function titleOf(id: TopicId): string {
  return topicOf(id).title;
}
