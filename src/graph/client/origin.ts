/** The one origin that requests and the token go to. */
export interface GraphOrigin {
  origin: string;
  /** Path in front of the version, without a trailing slash; empty but for gateways. */
  prefix: string;
  /** Mandatory portal MFA exists in the public cloud only. */
  cloud: 'public' | 'national';
}

export const PUBLIC_GRAPH = 'https://graph.microsoft.com';

/** Throws where the token would travel unprotected. */
export function parseBaseUrl(baseUrl: string): GraphOrigin {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url) throw new Error(`the Graph base URL \`${baseUrl}\` is no URL; use for example \`${PUBLIC_GRAPH}\``);
  if (url.username || url.password) throw new Error('the Graph base URL must not contain a user name or password; remove them');
  if (url.protocol !== 'https:' && !isLoopbackHttp(url)) {
    throw new Error(`the Graph base URL \`${baseUrl}\` would send the token unprotected; use https (plain http works on loopback only)`);
  }
  const cloud = url.origin === PUBLIC_GRAPH || isLoopbackHttp(url) ? 'public' : 'national';
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), cloud };
}

/** Where a path below the Graph root is really asked: the SDK only knows the canonical host. */
export function toOrigin({ origin, prefix }: GraphOrigin, canonicalUrl: string): string {
  const { pathname, search } = new URL(canonicalUrl);
  return origin + prefix + pathname + search;
}

/**
 * The address to follow for a nextLink, or undefined where following it would carry the token to another origin.
 * A loopback test server may answer with canonical links: those come back to it.
 */
export function followable(base: GraphOrigin, nextLink: string): string | undefined {
  const url = URL.canParse(nextLink) ? new URL(nextLink) : undefined;
  if (!url || url.username || url.password) return undefined;
  if (url.origin === base.origin) return url.href;
  if (url.origin === PUBLIC_GRAPH && isLoopbackHttp(new URL(base.origin))) return toOrigin(base, url.href);
  return undefined;
}

function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname));
}
