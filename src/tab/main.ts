import { ApiError, createApi, type Api } from './api.js';
import { fill, h } from './dom.js';
import { openHost, type Host, type Theme } from './host.js';
import { placeOf } from './router.js';
import { createShell, type Shell } from './shell.js';
import { configure } from './views/configure.js';
import { VIEWS } from './views/index.js';
import { TEXTS } from './views/texts.js';
import type { Context, Me, Page } from './views/view.js';
import { WORDS } from './words.js';

const root = document.querySelector('#root')!;

async function start(): Promise<void> {
  const host = await openHost();
  const shell = createShell();
  fill(root, ...shell.elements);
  let redraw = (): void => undefined;
  host.onTheme((theme) => {
    dress(theme);
    redraw();
  });
  if (location.pathname.endsWith('/configure')) return show(shell, await configure());
  // A link into the tab names the page; an address of its own is more exact.
  if (host.page !== undefined && location.hash === '') history.replaceState(null, '', `#/${host.page}`);
  redraw = await run(host, shell);
}

/** Resolves to what draws the page again, for what holds colours of its own. */
async function run(host: Host, shell: Shell): Promise<() => void> {
  const api = createApi(() => host.getToken());
  let context: Promise<Context> | undefined;
  let page: Page | undefined;
  let turns = 0;
  const turn = async (isFirst = false): Promise<void> => {
    const mine = (turns += 1);
    const place = placeOf(location.hash);
    page?.close?.();
    page = undefined;
    shell.busy(place.view);
    try {
      const text = TEXTS[place.view];
      context ??= api.get<Me>('/me').then((me) => meet(me, { api, host, shell }));
      // A view that isn't one: the first of them.
      const next = text ? text() : await (VIEWS[place.view] ?? VIEWS['overview']!)(await context, place);
      if (mine !== turns) return next.close?.();
      page = next;
      show(shell, next, isFirst);
    } catch (cause) {
      context = undefined;
      if (mine === turns) shell.fail(cause instanceof ApiError ? cause.message : WORDS.press.failed, () => void turn(), place.id === undefined ? undefined : place.view);
      if (!(cause instanceof ApiError)) console.error(cause);
    }
    host.ready();
  };
  addEventListener('hashchange', () => void turn());
  await turn(true);
  return () => void turn(true);
}

/** Who looks, and at which tenant: said above every view. */
function meet(me: Me, { api, host, shell }: { api: Api; host: Host; shell: Shell }): Context {
  shell.about(me.scan);
  return { api, host, me, announce: shell.announce };
}

function show(shell: Shell, { title, body }: Page, isFirst = true): void {
  document.title = `${title} · ${WORDS.title}`;
  shell.show(title, body, isFirst);
}

const dress = (theme: Theme): void => document.documentElement.setAttribute('data-theme', theme);

start().catch((cause: unknown) => {
  console.error(cause);
  fill(root, h('p', { class: 'problem', role: 'alert' }, WORDS.press.failed));
});
