export type Theme = 'light' | 'dark' | 'contrast';

/** Where the tab is shown: in Teams, or alone in a browser (then only the demo answers). */
export interface Host {
  isInTeams: boolean;
  /** The reader's token; undefined where there is no Teams to ask. */
  getToken(): Promise<string | undefined>;
  /** The page a link into the tab asked for, such as `account/<id>`. */
  page: string | undefined;
  /** Tells Teams that there is something to see. */
  ready(): void;
  /** Opens a link the way the host wants it opened. */
  open(url: string): void;
  /** Tells the theme now and whenever it changes. */
  onTheme(change: (theme: Theme) => void): void;
}

/** The library of Teams is only loaded where a Teams may be: it asks the Internet which hosts there are. */
export async function openHost(): Promise<Host> {
  if (!mayBeTeams()) return standalone();
  try {
    const { openTeams } = await import('./teams.js');
    return await openTeams();
  } catch {
    return standalone();
  }
}

/** A frame, or a window of the desktop client, which has the library's bridge instead of a parent. */
const mayBeTeams = (): boolean => window.parent !== window || window.opener !== null || 'nativeInterface' in window;

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
