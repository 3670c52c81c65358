import { app, authentication, pages } from '@microsoft/teams-js';
import { useLocale } from './format.js';

export type Theme = 'light' | 'dark' | 'contrast';

/** Where the tab is shown: in Teams, or alone in a browser (then only the demo answers). */
export interface Host {
  isInTeams: boolean;
  getToken(): Promise<string | undefined>;
  /** The page a link into the tab asked for, such as `account/<id>`. */
  page: string | undefined;
  /** Tells Teams that there is something to see, or what went wrong. */
  ready(): void;
  /** Opens a link the way the host wants it opened. */
  open(url: string): void;
  onTheme(change: (theme: Theme) => void): void;
}

const THEMES: Record<string, Theme> = { default: 'light', light: 'light', dark: 'dark', contrast: 'contrast' };
/** Without a parent the library rejects at once; a parent that isn't Teams never answers. */
const PATIENCE_MS = 3_000;

export async function openHost(): Promise<Host> {
  if (window.parent === window && !isTeamsWindow()) return standalone();
  try {
    await Promise.race([app.initialize(), new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer')), PATIENCE_MS))]);
    return inTeams(await app.getContext());
  } catch {
    return standalone();
  }
}

/** A desktop window of Teams has no parent, but the library's bridge. */
const isTeamsWindow = (): boolean => 'nativeInterface' in window || window.name === 'embedded-page-container' || window.opener !== null;

function inTeams(context: app.Context): Host {
  useLocale(context.app.locale);
  let token: { text: string; until: number } | undefined;
  const first = THEMES[context.app.theme] ?? 'light';
  return {
    isInTeams: true, page: context.page.subPageId,
    getToken: async () => {
      // Teams keeps the token, too, but asking it takes a round trip for each request.
      if (!token || token.until < Date.now()) token = { text: await authentication.getAuthToken(), until: Date.now() + 120_000 };
      return token.text;
    },
    ready: () => app.notifySuccess(),
    open: (url) => void app.openLink(url).catch(() => window.open(url, '_blank', 'noopener')),
    onTheme: (change) => {
      change(first);
      app.registerOnThemeChangeHandler((name) => change(THEMES[name] ?? 'light'));
    },
  };
}

function standalone(): Host {
  return {
    isInTeams: false, page: undefined, getToken: () => Promise.resolve(undefined), ready: () => undefined,
    open: (url) => void window.open(url, '_blank', 'noopener'),
    onTheme: (change) => {
      const queries = { contrast: matchMedia('(prefers-contrast: more), (forced-colors: active)'), dark: matchMedia('(prefers-color-scheme: dark)') };
      const tell = (): void => change(queries.contrast.matches ? 'contrast' : queries.dark.matches ? 'dark' : 'light');
      for (const query of Object.values(queries)) query.addEventListener('change', tell);
      tell();
    },
  };
}

/** Teams asks where a tab of a channel or a group should open. */
export function configurable(viewOf: () => string): void {
  pages.config.registerOnSaveHandler((event) => {
    const address = `${location.origin}/tab#/${viewOf()}`;
    pages.config.setConfig({ entityId: 'report', contentUrl: address, websiteUrl: address, suggestedDisplayName: 'MFA compliance' })
      .then(() => event.notifySuccess(), () => event.notifyFailure());
  });
  pages.config.setValidityState(true);
}
