import { isPartOfName } from '../orderWords.js';
import { nameOf, splitNames } from '../orderedNames.js';
import { fold } from '../text/normalise.js';

/** Where whole names stand in what is said about accounts: "open a ticket for ...", "why is ... flagged". */
const PLACES = [
  /\btickets? (?:for|about|on|regarding) ([^?]{2,200})/i,
  /\bwhy(?:'s| is| are| was| does| isn't| doesn't) ([^?]{2,80}?)(?= (?:flagged|listed|failing|red|shown|reported|marked|not|non-?compliant|on|in)\b| *\?|$)/i,
  /^(?:please |pls |can you |could you )?(?:explain|show me|tell me about|check) ([^?]{2,80})/i,
  /\b(?:wrong with|details (?:of|on|about|for)|about) ([^?]{2,80})/i,
];
/** Words in small letters that end a name. */
const END = /\s+(?:-|please|pls|to|so|because|since|as|who|that|which|with|about|in|from|on|under|via|regarding|is|has|needs|fails?|failed|right|again|still|first|yet)(?!\S).*$/;
const MOST_WORDS = 5;

/** The names found by their look, each with the parts beside it that look like words ("grace" of "grace park"). */
export function wholeNames(text: string, found: readonly string[]): string[] {
  const items = PLACES.flatMap((place) => splitNames(place.exec(text)?.[1]?.replace(END, '')) ?? []).map(nameOf);
  return [...new Set(found.map((name) => items.find((item) => isWholeOf(item, name)) ?? name))];
}

/** Nothing but parts of a name stands beside it. */
function isWholeOf(item: string, name: string): boolean {
  const beside = ` ${fold(item)} `.split(` ${fold(name)} `);
  const words = beside.join(' ').split(/\s+/).filter(Boolean);
  return beside.length === 2 && words.length < MOST_WORDS && words.every(isPartOfName);
}
