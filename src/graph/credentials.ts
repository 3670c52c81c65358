import type { TokenCredential } from '@azure/identity';
import type { GetToken } from './client/chain.js';
import { parseBaseUrl, PUBLIC_GRAPH } from './client/origin.js';

/** How this product signs in to Graph; one explicit way, never a search through whatever the machine offers. */
export type GraphCredential =
  | { kind: 'token'; token: string }
  | { kind: 'secret'; tenantId: string; clientId: string; clientSecret: string; authorityHost: string | undefined }
  | { kind: 'certificate'; tenantId: string; clientId: string; certificatePath: string; authorityHost: string | undefined }
  /** Undefined client id: the system-assigned identity. */
  | { kind: 'managedIdentity'; clientId: string | undefined };

/** A token source for `createGraph`. `baseUrl` names the cloud whose Graph the token is for. */
export function createGetToken(credential: GraphCredential, baseUrl: string): GetToken {
  if (credential.kind === 'token') return () => Promise.resolve(credential.token);
  const scope = graphScope(baseUrl);
  let source: Promise<TokenCredential> | undefined;
  return async ({ refresh = false } = {}) => {
    // The library caches tokens inside a credential: only a new one asks the authority again.
    if (refresh || !source) source = load(credential);
    const token = await (await source).getToken(scope);
    if (!token) throw new Error('the authority gave no token; check the credentials');
    return token.token;
  };
}

/** Everything that the cloud's Graph gives: a loopback test server counts as the public one. */
export function graphScope(baseUrl: string): string {
  const { origin, cloud } = parseBaseUrl(baseUrl);
  return `${cloud === 'public' ? PUBLIC_GRAPH : origin}/.default`;
}

/** Loaded on first use: the library costs a fifth of a second and 60 MB, which the demo tenant never needs. */
async function load(credential: Exclude<GraphCredential, { kind: 'token' }>): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  if (credential.kind === 'managedIdentity') {
    return credential.clientId === undefined ? new identity.ManagedIdentityCredential() : new identity.ManagedIdentityCredential({ clientId: credential.clientId });
  }
  const { tenantId, clientId, authorityHost } = credential;
  const options = authorityHost === undefined ? {} : { authorityHost };
  if (credential.kind === 'secret') return new identity.ClientSecretCredential(tenantId, clientId, credential.clientSecret, options);
  return new identity.ClientCertificateCredential(tenantId, clientId, { certificatePath: credential.certificatePath }, options);
}
