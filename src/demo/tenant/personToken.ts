import { company } from '../seed/company.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Built like a token of Entra's, with the person's `oid` and `tid`; in place of a signature stands the secret of this start. */
export function personToken(secret: string, accountId: string): string {
  return [part({ alg: 'none', typ: 'JWT' }), part({ aud: 'https://graph.microsoft.com', oid: accountId, tid: company.tenantId }), secret].join('.');
}

/** The account that such a token names; undefined for any other text. */
export function accountNamedBy(token: string, secret: string): string | undefined {
  const oid = /"oid":"([^"]+)"/.exec(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))?.[1];
  return oid !== undefined && token === personToken(secret, oid) ? oid : undefined;
}
