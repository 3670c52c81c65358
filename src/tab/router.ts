/** Where the reader is: `#/account/<id>?from=...`. */
export interface Place {
  view: string;
  /** What of the view: an id or a number. */
  id: string | undefined;
  query: URLSearchParams;
}

/** `#/accounts?verdict=unknown`, `#privacy` and `` alike. */
export function placeOf(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', ...rest] = path.split('/');
  const id = rest.join('/');
  return { view: view || 'overview', id: id === '' ? undefined : decoded(id), query: new URLSearchParams(search) };
}

export function hashOf(view: string, id?: string, query: Record<string, string | undefined> = {}): string {
  const said = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return `#/${view}${id === undefined ? '' : `/${encodeURIComponent(id)}`}${said.length > 0 ? `?${new URLSearchParams(said)}` : ''}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
