import { z } from 'zod';
import type { BotConfig, Config } from '../../config.js';
import { because, type Check } from './check.js';

const PUBLIC_TOKEN_SERVICE = 'https://api.botframework.com';
const US_GOVERNMENT_TOKEN_SERVICE = 'https://api.botframework.azure.us';
const ABOUT = 'sign-in for changes';
const resource = z.object({ signInLink: z.string(), tokenExchangeResource: z.object({ uri: z.string().min(1) }).optional().catch(undefined) });

/** Whether people can sign in to make changes with their own rights. `token`: the bot's own; without it nobody can be asked. */
export async function checkSignIn({ graph, bot, enforcement }: Config, token: string | undefined): Promise<Check[]> {
  const { writes, oauthConnectionName: name } = enforcement;
  if (!graph || !bot || writes !== 'delegated') return [];
  if (!name) return [told('limited', 'nobody can sign in, so no button can change anything: set OAUTH_CONNECTION_NAME to the OAuth connection of the Azure Bot, or GRAPH_WRITES=application')];
  if (!token) return [told('skipped', `the OAuth connection \`${name}\` can't be asked for without the bot's own token`)];
  try {
    return [await checkConnection(bot, name, token)];
  } catch (cause) {
    return [told('wrong', `the Bot Framework token service can't be reached: ${because(cause)}`)];
  }
}

/** Asks where somebody would sign in; nobody is asked to. */
async function checkConnection(bot: BotConfig, name: string, token: string): Promise<Check> {
  const url = `${tokenService(bot.settings)}/api/botsignin/GetSignInResource?state=${encodeURIComponent(state(bot, name))}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(15_000) });
  if (response.status === 401 || response.status === 403 || response.status >= 500) return told('wrong', `the Bot Framework token service refuses this bot (${response.status}): check MicrosoftAppId and OAuthUrl`);
  const answer = resource.safeParse(await response.json().catch(() => undefined));
  if (!response.ok || !answer.success) return told('wrong', `the Azure Bot has no OAuth connection \`${name}\` (${response.status}): add it under Configuration in the Azure portal, or correct OAUTH_CONNECTION_NAME`);
  if (!answer.data.tokenExchangeResource) return told('limited', `the OAuth connection \`${name}\` has no token exchange URL: everybody has to use the sign-in button; set it to the Application ID URI`);
  return told('fine', `the OAuth connection \`${name}\` signs people in with ${answer.data.tokenExchangeResource.uri}`);
}

function tokenService({ OAuthUrl, ChannelService }: Record<string, string>): string {
  return OAuthUrl ?? (ChannelService ? US_GOVERNMENT_TOKEN_SERVICE : PUBLIC_TOKEN_SERVICE);
}

/** The SDK's token exchange state, for a conversation that there isn't. */
function state({ appId }: BotConfig, connectionName: string): string {
  const nobody = { id: 'doctor', name: 'doctor' };
  const conversation = { channelId: 'msteams', serviceUrl: 'https://smba.trafficmanager.net/teams/', user: nobody, bot: { id: `28:${appId}`, name: 'doctor' }, conversation: { id: 'doctor' } };
  return Buffer.from(JSON.stringify({ connectionName, conversation, msAppId: appId })).toString('base64');
}

const told = (status: Check['status'], text: string): Check => ({ about: ABOUT, status, text });
