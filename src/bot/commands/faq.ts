import { answerCard, present, type Choice } from '../../cards/index.js';
import { answerTopics, forCard, isTopic, showThem, titleOf } from '../faq.js';
import { askBack, notice, SHOW_HELP } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const faq: Command = {
  intent: 'faq',
  group: 'Why, and what if',
  title: 'can I exclude our office IP?',
  aliases: ['do guest users need mfa', 'is mfa free', 'do break glass accounts need mfa'],
  help: 'any question about the MFA requirement, answered with its sources',
  run: (request, { topics, suggestions }) =>
    Promise.resolve(topics.length > 0 ? showAnswer(request, topics, request.message) : suggestTopics(request, suggestions)),
};

/** Topics that nobody knows are left out; where none is left it is an honest "I don't know". */
export function showAnswer(request: Request, ids: string[], question: string, thanks?: string): Answer {
  const answer = answerTopics(ids, request.parts.scanner.latest()?.report);
  if (!answer) return notice(request, DONT_KNOW, { buttons: [SHOW_HELP] });
  const next = [...(answer.topics.length > 1 ? answer.topics : []), ...answer.related];
  const related = next.map((id): Choice => ({ title: titleOf(id), verb: 'topic', data: { topics: [id] } }));
  const view = { topics: forCard(answer), question, buttons: [...showThem(answer), ...related], text: answer.full, ...(thanks && { thanks }) };
  const citations = answer.citations.map(({ title, url }) => ({ title, url }));
  return { presented: present(answerCard, view, { ...request.frame(), scanned: undefined }), citations, topic: answer.topics[0]! };
}

function suggestTopics(request: Request, ids: string[]): Answer {
  const choices = ids.filter(isTopic).slice(0, 3)
    .map((id): Choice => ({ title: titleOf(id), verb: 'topic', data: { topics: [id], question: request.message.slice(0, 200) } }));
  if (choices.length === 0) return notice(request, DONT_KNOW, { buttons: [SHOW_HELP] });
  return askBack(request, "I'm not sure what you mean. Is it one of these?", choices);
}

const DONT_KNOW = "I don't know. I only answer questions about the MFA requirement and about this tenant's accounts; try other words, or ask what I can do.";
