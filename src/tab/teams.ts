import { app, authentication, pages } from '@microsoft/teams-js';
import { useLocale } from './format.js';
import type { Host, Theme } from './host.js';

const THEMES: Record<string, Theme> = { default: 'light', light: 'light', dark: 'dark', contrast: 'contrast' };
const TOKEN_KEPT_MS = 120_000;
/** A parent that isn't Teams never answers. */
const PATIENCE_MS = 5_000;

/** Rejects where Teams isn't there. */
export async function openTeams(): Promise<Host> {
  await Promise.race([app.initialize(), new Promise((_resolve, reject) => setTimeout(() => reject(new Error('Teams did not answer')), PATIENCE_MS))]);
  const context = await app.getContext();
  useLocale(context.app.locale);
  let token: { text: string; until: number } | undefined;
  return {
    isInTeams: true, page: context.page.subPageId,
    getToken: async () => {
      // Teams keeps the token, too, but asking it takes a round trip for each request.
      if (!token || token.until < Date.now()) token = { text: await authentication.getAuthToken(), until: Date.now() + TOKEN_KEPT_MS };
      return token.text;
    },
    ready: () => app.notifySuccess(),
    open: (url) => void app.openLink(url).catch(() => window.open(url, '_blank', 'noopener')),
    onTheme: (change) => {
      change(THEMES[context.app.theme] ?? 'light');
      app.registerOnThemeChangeHandler((name) => change(THEMES[name] ?? 'light'));
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
