const PLACES: Record<string, number> = { first: 1, second: 2, third: 3, fourth: 4, last: -1 };
const PLACE = /\b(?:from )?(?:the )?(?:(first|second|third|fourth|last)(?: one| (?:daily )?card| subscription)|(?:card |subscription )?(?:number|no\.?) ?([1-9])\b)|(?<=^(?:unsubscribe|stop|cancel|end|drop) )([1-9])$/i;

/** Which of the cards shown is meant, by its place (-1: the last), and the text without that: "change the first one to 8" is not about 1:00. */
export function cardPlace(text: string): { place?: number; rest: string } {
  const plain = text.replace(/(?<= |^)#(?=\d)/, 'number ');
  const found = PLACE.exec(plain);
  if (!found) return { rest: text };
  return { place: PLACES[found[1]?.toLowerCase() ?? ''] ?? Number(found[2] ?? found[3]), rest: plain.replace(PLACE, '').replace(/ {2,}/g, ' ').trim() };
}
