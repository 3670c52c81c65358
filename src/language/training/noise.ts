import { hash } from '../model/features.js';
import type { Example } from './bank.js';

const BEFORE = ['hi ', 'hello, ', 'hey bot, ', 'please ', 'quick question: ', 'hi team, ', 'ok, ', 'sorry, ', 'um ', 'good morning, '];
const AFTER = [' please', ' pls', ' thanks', ' thx', '?', '??', ' asap', '!', ' :)', ', thank you'];

/** Adds to the bank what real messages bring: slips of the finger, greetings around the matter, missing question marks. */
export function withNoise(examples: Example[]): Example[] {
  return examples.flatMap((example, i) => {
    const seed = hash(`${i} ${example.text}`);
    const copies = [example];
    if (seed % 3 === 0) copies.push({ ...example, text: typo(example.text, seed) });
    if (seed % 5 === 1 && example.text.length > 12) copies.push({ ...example, text: wrapped(example.text, seed) });
    if (seed % 7 === 2) copies.push({ ...example, text: example.text.replace(/[?.!]+$/, '') });
    return copies;
  });
}

function wrapped(text: string, seed: number): string {
  const before = seed % 2 ? BEFORE[(seed >>> 3) % BEFORE.length] : '';
  const after = seed % 4 === 1 ? '' : AFTER[(seed >>> 7) % AFTER.length];
  return `${before}${text}${after}`;
}

/** Swaps, drops or doubles one letter inside a longer word. */
function typo(text: string, seed: number): string {
  const spots = [...text.matchAll(/[a-z]{5,}/g)];
  const word = spots[(seed >>> 4) % Math.max(spots.length, 1)];
  if (!word) return text;
  const place = word.index + 1 + ((seed >>> 9) % (word[0].length - 2));
  const [a, b] = [text.charAt(place), text.charAt(place + 1)];
  const slip = [b + a, a, a + a + b][(seed >>> 13) % 3] ?? '';
  return text.slice(0, place) + slip + text.slice(place + 2);
}
