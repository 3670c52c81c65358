import { createRequire } from 'node:module';

interface Parser {
  AdaptiveCard: new () => Element & { parse(json: unknown, context: Context): void };
  SerializationContext: new (version: unknown) => Context;
  Versions: { v1_5: unknown };
}

interface Element {
  getJsonTypeName(): string;
  getItemCount?(): number;
  getItemAt?(index: number): Element;
}

interface Context {
  eventCount: number;
  getEventAt(index: number): { message: string };
}

// The package's ESM build doesn't load in Node; its browser bundle does, for parsing.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

/** What a client that knows no charts draws, in order: the type of each element. */
export function drawn(card: unknown): string[] {
  const parsed = new AdaptiveCard();
  parsed.parse(structuredClone(card), new SerializationContext(Versions.v1_5));
  const typesIn = (element: Element): string[] => [element.getJsonTypeName(), ...Array.from({ length: element.getItemCount?.() ?? 0 }, (_, index) => element.getItemAt!(index)).flatMap(typesIn)];
  return typesIn(parsed);
}

/** Charts are Teams' own; any other client takes what stands beside them. */
const CHART = /^Unknown element type "Chart\.(?:Line|HorizontalBar\.Stacked)"\. Fallback will be used if present\.$/;

/** What a client's own parser has to say against a card. */
export function complaints(card: unknown): string[] {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(structuredClone(card), context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message).filter((message) => !CHART.test(message));
}
