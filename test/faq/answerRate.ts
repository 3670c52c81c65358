import { readFileSync } from 'node:fs';
import { answer, type TopicId } from '../../src/faq/index.js';

/** One question with the substance its answer must have; a line of `substance.jsonl`. */
export interface SubstanceCase {
  q: string;
  topic: TopicId;
  must: string[];
  mustNot?: string[];
}

export const readCases = (path: string | URL): SubstanceCase[] =>
  readFileSync(path, 'utf8').split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as SubstanceCase);

/** What is wrong with the answer, given the right topic; empty where it has the substance. */
export function complaints({ topic, must, mustNot = [] }: SubstanceCase): string[] {
  const text = assertions(answer([topic]).full);
  const missing = must.filter((pattern) => !new RegExp(pattern, 'is').test(text)).map((pattern) => `misses /${pattern}/`);
  const wrong = mustNot.flatMap((pattern) => {
    const match = new RegExp(pattern, 'is').exec(text);
    return match ? [`says "${match[0]}"`] : [];
  });
  return [...missing, ...wrong];
}

/** A question is not a claim, so sentences that end in a question mark don't count. */
function assertions(text: string): string {
  return text.replace(/[*_`]/g, '').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').replace(/[^.!?]*\?/g, '');
}
