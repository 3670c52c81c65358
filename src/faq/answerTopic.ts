import { findingWords } from './findingWords.js';
import { sources } from './sources.js';
import type { AnsweredTopic, Claim, LiveFacts, Source, Topic, TopicId } from './types.js';

const UNVERIFIED = 'Unverified means: no primary source was read for it.';

type TitleOf = (id: TopicId) => string;

/** One topic as a card's parts and as the whole text; both come from the same sections. */
export function answerTopic(topic: Topic, titleOf: TitleOf, live?: LiveFacts): AnsweredTopic {
  const citations = citationsOf(topic);
  const answered = {
    id: topic.id, title: topic.title, short: topic.answer, sections: sectionsOf(topic, citations), citations,
    related: topic.related, findings: topic.checks.map(({ finding }) => finding),
  };
  const liveLine = live && liveText(topic, live);
  const withLive = liveLine ? { ...answered, live: liveLine } : answered;
  return { ...withLive, full: fullText(withLive, titleOf) };
}

function sectionsOf(topic: Topic, citations: Source[]): AnsweredTopic['sections'] {
  const sections = [
    { title: 'What the 2019 thread said', paragraphs: topic.thread.map(({ kind, by, text }) => `**${capital(kind)}** (${by}): ${text}`) },
    { title: 'What is true today', paragraphs: topic.today.map((claim) => claimText(claim, citations)) },
    { title: 'Where sources disagree', paragraphs: topic.disagreements },
    { title: 'What the scan checks', paragraphs: topic.checks.map(({ text }) => text) },
    { title: 'What to do', paragraphs: topic.todo },
  ];
  return sections.filter(({ paragraphs }) => paragraphs.length > 0);
}

function claimText({ since, text, sources: from, unverified }: Claim, citations: Source[]): string {
  const numbers = from.map((source) => `[${citations.indexOf(source) + 1}](${source.url})`);
  const marks = [...(numbers.length > 0 ? [`source ${numbers.join(', ')}`] : []), ...(unverified ? ['unverified'] : [])];
  return `${since ? `${periodText(since, from)}: ` : ''}${text} (${marks.join('; ')})`;
}

/** The date of the document itself is only when it was said; any other date is when it began. */
function periodText(since: string, from: Source[]): string {
  if (!/^\d{4}(-\d\d){0,2}$/.test(since)) return since;
  return from.some(({ date }) => date.startsWith(since)) ? `As documented ${since}` : `From ${since}`;
}

/** What is true today comes first; every topic ends with the thread it started from. */
function citationsOf({ today }: Topic): Source[] {
  return [...new Set([...today.flatMap((claim) => claim.sources), sources.thread])];
}

/** Counts a scan found; a zero is said too, since it answers the question. */
function liveText({ checks }: Topic, { countByFinding, isDemo }: LiveFacts): string | undefined {
  const known = checks.filter(({ finding }) => countByFinding[finding] !== undefined);
  if (known.length === 0) return undefined;
  const counts = known.map(({ finding }) => `${accounts(countByFinding[finding]!)} ${findingWords[finding]}`);
  return `In ${isDemo ? 'the demo' : 'your'} tenant: ${counts.join('; ')}.`;
}

const accounts = (count: number): string => (count === 1 ? '1 account' : `${count || 'no'} accounts`);
const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

function fullText({ title, short, live, sections, citations, related }: Omit<AnsweredTopic, 'full'>, titleOf: TitleOf): string {
  const blocks = [
    title, short, ...(live ? [live] : []),
    ...sections.map((section) => [section.title, ...section.paragraphs.map((text) => `- ${plain(text)}`)].join('\n')),
    ['Sources', ...citations.map((source, index) => `[${index + 1}] ${source.title} (${source.date}): ${source.url}`), UNVERIFIED].join('\n'),
    `Related: ${related.map(titleOf).join(' · ')}`,
  ];
  return blocks.map(plain).join('\n\n');
}

/** Light markdown to plain text: bold marks go; a source's number stays, its address stands in the list below. */
function plain(text: string): string {
  return text.replaceAll('**', '').replace(/\[(\d+)\]\(https:[^)\s]+\)/g, '$1');
}
