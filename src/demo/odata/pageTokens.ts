import { badRequest, GraphError } from '../service/errors.js';
import type { Call } from '../service/route.js';

interface Token {
  at: number;
  of: string;
  until: number;
}

/** Makes and reads the opaque `$skiptoken` of a nextLink. */
export class PageTokens {
  /** @param base origin that nextLinks carry @param lifetimeMs how long the service remembers a page */
  constructor(
    readonly base: string,
    private readonly lifetimeMs: number,
    private readonly now: () => Date,
  ) {}

  nextLink(call: Call, at: number): string {
    const token: Token = { at, of: fingerprint(call), until: this.now().getTime() + this.lifetimeMs };
    const query = [...call.query].filter(([name]) => name !== '$skiptoken').map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    query.push(`$skiptoken=${Buffer.from(JSON.stringify(token)).toString('base64url')}`);
    return `${this.base}/${call.version}${encodeURI(call.path).replaceAll('#', '%23')}?${query.join('&')}`;
  }

  /** Where the page begins; 0 without a token. @throws GraphError 400 for a foreign or expired token. */
  positionOf(call: Call): number {
    const text = call.query.get('$skiptoken');
    if (text === null) return 0;
    const token = decode(text);
    if (token?.of !== fingerprint(call)) throw badRequest('The specified skip token is invalid.');
    if (token.until < this.now().getTime())
      throw new GraphError(
        400,
        'Directory_ExpiredPageToken',
        'The specified page token value has expired and can no longer be included in your request.',
      );
    return token.at;
  }
}

const fingerprint = (call: Call): string => `${call.path}|${call.query.get('$filter') ?? ''}`;

function decode(text: string): Token | undefined {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
  } catch {
    return undefined;
  }
}
