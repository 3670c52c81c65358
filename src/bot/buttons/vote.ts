import { z } from 'zod';
import { recordFeedback } from '../../flows/index.js';
import { showAnswer } from '../commands/faq.js';
import { isTopic } from '../faq.js';
import type { Button } from '../types.js';
import { topicIds } from './data.js';

const schema = z.object({ topics: topicIds, question: z.string().max(300).catch(''), helpful: z.boolean() });

/** Kept with the question, so that the answers can improve. */
export const vote: Button<z.output<typeof schema>> = {
  verb: 'vote', schema, placement: 'here',
  run: async (request, { topics, question, helpful }) => {
    const { conversationId, personId } = request.person;
    const topic = topics.find(isTopic);
    if (!topic) return showAnswer(request, topics, question);
    const thanks = await recordFeedback(await request.parts.feedback, { conversationId, personId, topic, question, helpful });
    return showAnswer(request, topics, question, thanks);
  },
};
