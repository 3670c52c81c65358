import { z } from 'zod';
import { showAnswer } from '../commands/faq.js';
import type { Button } from '../types.js';
import { topicIds } from './data.js';

const schema = z.object({ topics: topicIds.default(['trusted-ip']), question: z.string().max(300).catch('') });

export const topic: Button<z.output<typeof schema>> = {
  verb: 'topic', schema, placement: 'below',
  run: (request, { topics, question }) => Promise.resolve(showAnswer(request, topics, question)),
};
