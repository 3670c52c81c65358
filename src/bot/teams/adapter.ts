import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CloudAdapter, ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory, type Activity, type InvokeResponse, type TurnContext,
} from 'botbuilder';
import { AuthenticationConstants, AuthenticationError, GovernmentConstants, type BotFrameworkAuthentication, type ServiceClientCredentialsFactory } from 'botframework-connector';
import type { BotConfig } from '../../config.js';

export type Logic = (context: TurnContext) => Promise<void>;

/** Nobody could be asked whether the caller may speak: refused, but not the caller's fault. */
export class Unverifiable extends Error {
  override name = 'Unverifiable';
}

/** CloudAdapter without its own HTTP handling, which prints every refused caller and sends error texts out. */
export class TeamsAdapter extends CloudAdapter {
  constructor(readonly appId: string, private readonly authentication: BotFrameworkAuthentication) {
    super(authentication);
  }

  /** No credentials: the local simulator. */
  get isLocal(): boolean {
    return this.appId === '';
  }

  /** Throws AuthenticationError, or Unverifiable where the signing keys can't be had. */
  async receive(authorization: string, activity: Activity, logic: Logic): Promise<InvokeResponse | undefined> {
    const caller = await quietly(() => this.authentication.authenticateRequest(activity, authorization)).catch(refused);
    return this.processActivity(caller, activity, logic);
  }
}

/** Without a configuration: no credentials, for the local simulator. `credentials` stand in for a client secret in tests. */
export function createAdapter(config: BotConfig | undefined, credentials?: ServiceClientCredentialsFactory): TeamsAdapter {
  const settings = config ? withDefaults(config.settings) : { MicrosoftAppId: '', MicrosoftAppPassword: '', MicrosoftAppType: 'MultiTenant', MicrosoftAppTenantId: '' };
  const factory = credentials ?? new ConfigurationServiceClientCredentialFactory(settings);
  return new TeamsAdapter(config?.appId ?? '', new ConfigurationBotFrameworkAuthentication(settings, factory));
}

/** To the SDK one address of one's own means that all are: what isn't set keeps the value of its cloud. */
function withDefaults(settings: Record<string, string>): Record<string, string> {
  const cloud = settings['ChannelService'] ? GovernmentConstants : AuthenticationConstants;
  const defaults = {
    ValidateAuthority: 'true', ToChannelFromBotLoginUrl: cloud.ToChannelFromBotLoginUrl, ToChannelFromBotOAuthScope: cloud.ToChannelFromBotOAuthScope,
    ToBotFromChannelTokenIssuer: cloud.ToBotFromChannelTokenIssuer, OAuthUrl: cloud.OAuthUrl,
    ToBotFromChannelOpenIdMetadataUrl: cloud.ToBotFromChannelOpenIdMetadataUrl, ToBotFromEmulatorOpenIdMetadataUrl: cloud.ToBotFromEmulatorOpenIdMetadataUrl,
  };
  const isOwn = Object.keys(settings).some((key) => key in defaults || key === 'CallerId');
  return isOwn ? { ...defaults, ...settings } : settings;
}

/** jsonwebtoken's errors don't share a class, but their names are its documented interface. */
const TOKEN_ERRORS = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

function refused(cause: unknown): never {
  const isToken = cause instanceof AuthenticationError || (cause instanceof Error && TOKEN_ERRORS.has(cause.name));
  if (isToken) throw new AuthenticationError('the token was refused', 401);
  throw new Unverifiable('the signing keys of Bot Framework could not be read', { cause });
}

const silence = new AsyncLocalStorage<true>();
const print = console.error.bind(console);
// The SDK's token check prints each refused token's stack and all public keys: anybody could fill the log with it.
console.error = (...values: unknown[]): void => {
  if (!silence.getStore()) print(...values);
};

const quietly = <T>(check: () => Promise<T>): Promise<T> => silence.run(true, check);
