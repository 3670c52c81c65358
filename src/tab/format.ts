/** Numbers and moments as the reader's own locale writes them. */
let locale: string | undefined;

/** A locale the browser doesn't know would throw at each use. */
export function useLocale(name: string | undefined): void {
  try {
    locale = name === undefined ? undefined : Intl.getCanonicalLocales(name)[0];
  } catch {
    locale = undefined;
  }
}

export const number = (value: number): string => value.toLocaleString(locale);
export const moment = (iso: string): string => new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
export const day = (iso: string): string => new Date(iso).toLocaleDateString(locale, { dateStyle: 'medium' });
export const shortDay = (iso: string): string => new Date(iso).toLocaleDateString(locale, { day: 'numeric', month: 'short' });
