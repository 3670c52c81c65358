import type { Json } from './bind.js';
import type { Presented } from './frame.js';

const NOTE = 'Sent again: I don\'t know whether it arrived the first time.';

/** The same message, recognisable as perhaps the second. */
export function repeated({ card, text }: Presented): Presented {
  const note: Json = { type: 'TextBlock', text: NOTE, wrap: true, isSubtle: true, size: 'Small' };
  return { card: { ...card, body: [note, ...(Array.isArray(card.body) ? card.body : [])] }, text: `${text}\n${NOTE}` };
}
