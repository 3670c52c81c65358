import type { Activity, TurnContext } from 'botbuilder';

/** Only these are answered with what the tenant keeps to itself; only these hear a refusal. */
export const asks = ({ type }: Activity): boolean => type === 'message' || type === 'invoke';

/** Tells who asked why not; whoever only joins or leaves is told nothing. */
export async function refuse(context: TurnContext, sentence: string, notice: (sentence: string) => Partial<Activity>): Promise<void> {
  const { activity } = context;
  if (!asks(activity)) return;
  if (activity.type === 'message') return void (await context.sendActivity(notice(sentence)));
  await context.sendActivity({ type: 'invokeResponse', value: { status: 403, body: { code: 'Forbidden', message: sentence } } });
}
