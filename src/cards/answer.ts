import type { Data } from './bind.js';
import { plain, raw, trusted } from './cell.js';
import type { Presenter } from './frame.js';
import type { Choice } from './notice.js';

/** Texts are the product's own, in light markdown (bold, links); only `question` is foreign. */
export interface AnswerView {
  topics: AnsweredTopic[];
  question: string;
  /** Related questions and what the tenant's own figures lead to. */
  buttons: Choice[];
  /** The reader's vote, once given. */
  thanks?: string;
  /** The whole answer as plain text. */
  text: string;
}

export interface AnsweredTopic {
  id: string;
  title: string;
  answer: string;
  /** What it comes to in this tenant; absent where the scan has nothing to say. */
  live?: string;
  sources: { title: string; url: string; date: string }[];
  /** What unfolds: the thread, today, where sources disagree, what to do. */
  more: { title: string; points: string[] }[];
}

const MAX_SOURCES = 4;
const MAX_BUTTONS = 4;
const MAX_QUESTION = 200;

/** One answer for each question asked; details unfold where there was only one. */
export const answerCard: Presenter<AnswerView> = {
  name: 'answer',
  data: (view) => {
    const more = view.topics.length === 1 ? view.topics[0]!.more.filter(({ points }) => points.length > 0) : [];
    return {
      topics: view.topics.map(topicData), hasMore: more.length > 0,
      more: more.map(({ title, points }) => ({ title: trusted(title), points: points.map((point) => ({ text: trusted(point) })) })),
      buttons: view.buttons.slice(0, MAX_BUTTONS).map(({ title, verb, data }) => ({ title: plain(title), verb: raw(verb), data: raw(data) })),
      voteText: trusted(view.thanks ?? 'Did this help?'), canVote: view.thanks === undefined,
      topicIds: raw(view.topics.map(({ id }) => id)), question: raw(view.question.slice(0, MAX_QUESTION)),
    };
  },
  text: ({ text, thanks }) => (thanks ? `${text}\n\n${thanks}` : text),
};

function topicData({ title, answer, live, sources }: AnsweredTopic, index: number): Data {
  const links = sources.slice(0, MAX_SOURCES).map(({ title: name, url, date }) => `[${name.replace(/[[\]]/g, '')}](${url}) (${date})`);
  return {
    isFirst: index === 0, title: trusted(title), answer: trusted(answer), live: trusted(live ?? ''),
    sources: trusted(links.length > 0 ? `Sources: ${links.join(' · ')}` : ''),
  };
}
