import type { Activity, InvokeResponse } from 'botbuilder';
import { z } from 'zod';

const pressShape = z.looseObject({ action: z.looseObject({ type: z.literal('Action.Execute'), verb: z.string() }) });

const MALFORMED: InvokeResponse = {
  status: 400,
  body: {
    statusCode: 400, type: 'application/vnd.microsoft.error',
    value: { code: 'BadRequest', message: "This press names no `Action.Execute` with a verb, so I don't know what to do. Ask again for a new card." },
  },
};

/**
 * What a press is answered with that no client of Teams sends: the SDK reads it unchecked, and would fail without an answer.
 * Undefined: a press like others, or none. Source: Teams, "Universal Actions for Adaptive Cards", error response format.
 */
export function malformedPress({ name, value }: Activity): InvokeResponse | undefined {
  return name === 'adaptiveCard/action' && !pressShape.safeParse(value).success ? MALFORMED : undefined;
}
