import type { z } from 'zod';
import { showAnswer } from '../commands/faq.js';
import type { Button } from '../types.js';
import { topic } from './topic.js';

/** The answer in place: how a card that was posted from the compose box refreshes. */
export const answer: Button<z.output<typeof topic.schema>> = {
  verb: 'answer', schema: topic.schema, placement: 'here', isView: true,
  run: (request, { topics, question }) => Promise.resolve(showAnswer(request, topics, question)),
};
