import type { CardJson, Presented } from '../../cards/index.js';

/** Where a page of the tab is, such as `account/<id>`; undefined where there is no tab to open. */
export type LinkTo = (page: string) => string | undefined;

/** Teams opens the tab at the page; the Teams app has the bot's id (Teams docs, "deep link to an application"). */
export function teamsLinks(appId: string): LinkTo {
  return (page) => `https://teams.microsoft.com/l/entity/${appId}/report?${new URLSearchParams({ label: 'MFA compliance', context: JSON.stringify({ subEntityId: page }) })}`;
}

/** The page of the tab that shows the same as a card, by what draws the card again. */
const PAGES: Record<string, (data: CardJson) => string> = {
  explain: ({ account }) => `account/${encodeURIComponent(String(account))}`,
  'ticket-view': ({ ticket }) => `ticket/${String(ticket)}`,
  list: () => 'accounts',
};
/** Cards that are long: these open in a dialog, too, where the client has dialogs. */
const IN_DIALOG = new Set(['explain', 'enforce-look']);

/** The card with ways to where there is more room. What the card itself can do stays as it is. */
export function withMoreRoom({ card, refresh }: Pick<Presented, 'card' | 'refresh'>, { linkTo, hasDialogs }: { linkTo: LinkTo; hasDialogs: boolean }): CardJson {
  if (!refresh) return card;
  const page = PAGES[refresh.verb]?.(refresh.data);
  const url = page === undefined ? undefined : linkTo(page);
  const more: CardJson[] = [
    ...(url === undefined ? [] : [{ type: 'Action.OpenUrl', title: 'Open in the report', url }]),
    ...(hasDialogs && IN_DIALOG.has(refresh.verb) ? [{ type: 'Action.Submit', title: 'Open larger', data: { ...refresh.data, msteams: { type: 'task/fetch' }, verb: refresh.verb } }] : []),
  ];
  return more.length > 0 ? { ...card, actions: [...(Array.isArray(card['actions']) ? card['actions'] : []), ...more] } : card;
}
