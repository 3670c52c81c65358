import type { CardJson, Presented } from '../../cards/index.js';

/** Where a page of the tab is, such as `account/<id>`; undefined where there is no tab to open. */
export type LinkTo = (page: string) => string | undefined;

/** Teams opens the tab at the page; the Teams app has the bot's id (Teams docs, "deep link to an application"). */
export function teamsLinks(appId: string): LinkTo {
  return (page) => `https://teams.microsoft.com/l/entity/${appId}/report?${new URLSearchParams({ label: 'MFA compliance', context: JSON.stringify({ subEntityId: page }) })}`;
}

/** Cards that are long: these open in a dialog, too, where the client has dialogs. */
const IN_DIALOG = new Set(['explain', 'enforce-look']);
/** Buttons that ask for something to be filled in: a dialog keeps that out of the conversation. */
const DIALOG_FIRST = new Set(['accept']);

/** The card with ways to where there is more room. What the card itself can do stays as it is. */
export function withMoreRoom({ card, refresh, page }: Pick<Presented, 'card' | 'refresh' | 'page'>, { linkTo, hasDialogs }: { linkTo: LinkTo; hasDialogs: boolean }): CardJson {
  const url = page === undefined ? undefined : linkTo(page);
  const more: CardJson[] = [
    ...(url === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'Open in the report', url }]),
    ...(hasDialogs && refresh && IN_DIALOG.has(refresh.verb) ? [{ type: 'Action.Submit', title: 'Open larger', data: { ...refresh.data, msteams: FETCH, verb: refresh.verb } }] : []),
  ];
  const shown = hasDialogs ? (openingDialogs(card) as CardJson) : card;
  return more.length > 0 ? { ...shown, actions: inOneRow([...(Array.isArray(shown['actions']) ? shown['actions'] as CardJson[] : []), ...more]) } : shown;
}

/** Teams drops what is beyond its sixth button; those of the overflow menu ("…") don't count. */
const MOST_BUTTONS = 6;
const inOneRow = (actions: CardJson[]): CardJson[] =>
  (actions.length <= MOST_BUTTONS ? actions : actions.map((action, index) => (index < MOST_BUTTONS - 1 ? action : { ...action, mode: 'secondary' })));

const FETCH = { type: 'task/fetch' };

/**
 * A client that knows no dialogs sends the same verb and data as a message, which is answered with the card.
 * Ticks of a list stay with the card: that they come along with `task/fetch` is documented nowhere.
 */
function openingDialogs(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(openingDialogs);
  if (typeof json !== 'object' || json === null) return json;
  const { type, verb, fallback: _, ...rest } = json as CardJson;
  const data = rest['data'] as CardJson | undefined;
  if (type === 'Action.Execute' && DIALOG_FIRST.has(String(verb)) && Array.isArray(data?.['accounts'])) return { ...rest, type: 'Action.Submit', data: { ...data, verb, msteams: FETCH } };
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, openingDialogs(value)]));
}
