import type { InvokeResponse, TurnContext } from 'botbuilder';

/** Answers some kinds of invoke; undefined: none of these. */
export interface Invokes {
  answer(context: TurnContext): Promise<InvokeResponse | undefined>;
}
