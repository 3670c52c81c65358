import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppCredentials, ServiceClientCredentialsFactory } from 'botframework-connector';

export const APP_ID = '11111111-1111-4111-8111-111111111111';

/** Bot Framework's side of authentication, on loopback: a signing key, its metadata, and tokens for whatever claims. */
export class SigningAuthority {
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(request.url === '/keys' ? this.#keys() : this.#metadata()));
    });
  }

  static async open(): Promise<SigningAuthority> {
    const authority = new SigningAuthority();
    await new Promise<void>((resolve) => authority.#server.listen(0, '127.0.0.1', resolve));
    return authority;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The bot's environment that trusts this authority. */
  get environment(): Record<string, string> {
    return {
      MicrosoftAppId: APP_ID, MicrosoftAppPassword: 'secret', MicrosoftAppType: 'MultiTenant', ValidateAuthority: 'true',
      ToChannelFromBotLoginUrl: this.url, ToChannelFromBotOAuthScope: 'https://api.botframework.com', ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
      ToBotFromChannelOpenIdMetadataUrl: `${this.url}/openid`, ToBotFromEmulatorOpenIdMetadataUrl: `${this.url}/openid`, OAuthUrl: this.url, CallerId: 'urn:botframework:azure',
    };
  }

  token(serviceUrl: string, claims: object = {}, header: object = {}, key: KeyObject = this.#key.privateKey): string {
    const now = Math.floor(Date.now() / 1000);
    const body = [{ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header }, { iss: 'https://api.botframework.com', aud: APP_ID, nbf: now - 600, exp: now + 600, serviceurl: serviceUrl, ...claims }]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    return `${body}.${createSign('sha256').update(body).sign(key).toString('base64url')}`;
  }

  forged(serviceUrl: string): string {
    return this.token(serviceUrl, {}, {}, this.#stranger);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #metadata(): object {
    return { issuer: 'https://api.botframework.com', jwks_uri: `${this.url}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
  }

  #keys(): object {
    const { n, e } = this.#key.publicKey.export({ format: 'jwk' });
    return { keys: [{ kty: 'RSA', use: 'sig', kid: 'k1', x5t: 'k1', n, e, endorsements: ['msteams'] }] };
  }
}

class StubCredentials extends AppCredentials {
  override refreshToken(): Promise<never> {
    const token = { accessToken: 'stub-token', expiresOn: new Date(Date.now() + 3_600_000), tokenType: 'Bearer' };
    return Promise.resolve(token as never);
  }
}

/** The bot's own token without an authority to ask. */
export class StubCredentialsFactory extends ServiceClientCredentialsFactory {
  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === APP_ID);
  }

  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override createCredentials(): Promise<AppCredentials> {
    return Promise.resolve(new StubCredentials(APP_ID, 'tenant', 'https://api.botframework.com/.default'));
  }
}
