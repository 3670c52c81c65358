import { createRequire } from 'node:module';

interface Parser {
  AdaptiveCard: new () => { parse(json: unknown, context: Context): void };
  SerializationContext: new (version: unknown) => Context;
  Versions: { v1_5: unknown };
}

interface Context {
  eventCount: number;
  getEventAt(index: number): { message: string };
}

// The package's ESM build doesn't load in Node; its browser bundle does, for parsing.
const { AdaptiveCard, SerializationContext, Versions } = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as Parser;

/** What a client's own parser has to say against a card. */
export function complaints(card: unknown): string[] {
  const context = new SerializationContext(Versions.v1_5);
  new AdaptiveCard().parse(structuredClone(card), context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}
