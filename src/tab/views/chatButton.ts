import { h } from '../dom.js';
import type { Context } from './view.js';

/** Back into the chat, with the question written already; nothing where there is no Teams. */
export function chatButton({ host, me }: Context, title: string, message: string): HTMLElement | '' {
  if (!host.isInTeams || me.appId === null) return '';
  const address = `https://teams.microsoft.com/l/chat/0/0?${new URLSearchParams({ users: `28:${me.appId}`, message })}`;
  return h('button', { type: 'button', onclick: () => host.open(address) }, title);
}
