import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import type { Admission, Admitted, Caller, Gate } from './caller.js';

export interface TokenRules {
  audiences: readonly string[];
  /** Without a trailing slash. */
  authorityHost: string;
  /** Undefined: the authority's usual address for the tenant. */
  keysUrl: string | undefined;
  /** The watched tenant; only its tokens count. */
  tenantId: () => Promise<string>;
  admission: Admission;
  log: (message: string, cause?: unknown) => void;
}

const NOT_SIGNED_IN: Admitted = { status: 401, message: 'Teams did not vouch for you: open the report in Teams, with your account of this tenant.' };
const UNVERIFIABLE: Admitted = { status: 503, message: 'Who you are could not be verified now. Try again in a minute.' };
/** What the app registration exposes to Teams (Entra, "Configure your app for SSO"). */
const SCOPE = 'access_as_user';
const CLOCKS_DIFFER_S = 60;
/** Version 1 tokens have another issuer than version 2, and another one in China's cloud (Entra, access token claims). */
const V1_ISSUERS: Record<string, string> = { 'login.partner.microsoftonline.cn': 'https://sts.chinacloudapi.cn' };

/** Lets in whom a token of Teams single sign-on names, when the tenant's own rules do, too. */
export function tokenGate(rules: TokenRules): Gate {
  let keys: { tenantId: string; find: JWTVerifyGetKey } | undefined;
  const keysFor = (tenantId: string): JWTVerifyGetKey => {
    if (keys?.tenantId !== tenantId) keys = { tenantId, find: createRemoteJWKSet(new URL(rules.keysUrl ?? `${rules.authorityHost}/${tenantId}/discovery/v2.0/keys`)) };
    return keys.find;
  };
  return async ({ headers }) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(headers.authorization ?? '')?.[1];
    if (!token) return NOT_SIGNED_IN;
    try {
      const tenantId = await rules.tenantId();
      const { payload } = await jwtVerify(token, keysFor(tenantId), {
        algorithms: ['RS256'], audience: [...rules.audiences], issuer: issuersOf(tenantId, rules.authorityHost), requiredClaims: ['exp', 'oid', 'tid', 'scp'], clockTolerance: CLOCKS_DIFFER_S,
      });
      const caller = callerOf(payload, tenantId);
      if (!caller) return NOT_SIGNED_IN;
      const refusal = await rules.admission(caller);
      return refusal === undefined ? { caller: { ...caller, token } } : { status: 403, message: refusal };
    } catch (cause) {
      if (isBadToken(cause)) return NOT_SIGNED_IN;
      rules.log('a token of the tab could not be verified', cause);
      return UNVERIFIABLE;
    }
  };
}

const issuersOf = (tenantId: string, authorityHost: string): string[] =>
  [`${authorityHost}/${tenantId}/v2.0`, `${V1_ISSUERS[new URL(authorityHost).hostname] ?? 'https://sts.windows.net'}/${tenantId}/`];

/** INVARIANT: a person's token for this app, of the watched tenant. An application's own token has no scope. */
function callerOf({ oid, tid, scp, name, preferred_username: address }: JWTPayload, tenantId: string): Caller | undefined {
  if (typeof oid !== 'string' || typeof tid !== 'string' || typeof scp !== 'string') return undefined;
  if (tid.toLowerCase() !== tenantId.toLowerCase() || !scp.split(' ').includes(SCOPE)) return undefined;
  return { accountId: oid, tenantId: tid, name: [name, address].find((each) => typeof each === 'string') as string | undefined ?? 'somebody without a name' };
}

/** The token's fault; anything else (keys out of reach) is ours. */
const BAD_TOKEN = [
  errors.JWTExpired, errors.JWTClaimValidationFailed, errors.JWTInvalid, errors.JWSInvalid, errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSEAlgNotAllowed, errors.JOSENotSupported,
];
const isBadToken = (cause: unknown): boolean => BAD_TOKEN.some((kind) => cause instanceof kind);
