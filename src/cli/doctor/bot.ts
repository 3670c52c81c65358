import { z } from 'zod';
import type { Config } from '../../config.js';
import { because, type Check } from './check.js';
import { checkSignIn } from './signIn.js';

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';
const PUBLIC_SCOPE = 'https://api.botframework.com';
const refusal = z.object({ error_description: z.string() });
const grant = z.object({ access_token: z.string() });

/** With the token with which the bot would speak to Teams, where there is one; it is thrown away. */
export async function checkBot(config: Config): Promise<Check[]> {
  const { token, ...check } = await checkCredentials(config);
  return [{ about: 'Bot Framework credentials', ...check }, ...(await checkSignIn(config, token))];
}

async function checkCredentials({ bot }: Config): Promise<Omit<Check, 'about'> & { token?: string }> {
  if (!bot) return { status: 'skipped', text: 'MicrosoftAppId is not set: the local simulator needs none' };
  if (bot.settings.MicrosoftAppType === 'UserAssignedMSI') return { status: 'skipped', text: 'a managed identity is only told on Azure itself' };
  try {
    const response = await fetch(tokenUrl(bot.settings), { method: 'POST', body: tokenRequest(bot.settings), signal: AbortSignal.timeout(15_000) });
    const told: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { status: 'fine', text: `a token was issued for ${bot.appId}`, token: grant.parse(told).access_token };
    const refused = refusal.safeParse(told);
    return { status: 'wrong', text: `no token (${refused.success ? refused.data.error_description.split(/\r?\n/)[0] : response.status}): check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId` };
  } catch (cause) {
    return { status: 'wrong', text: `the authority can't be reached: ${because(cause)}` };
  }
}

function tokenUrl(settings: Record<string, string>): string {
  const tenant = settings.MicrosoftAppTenantId ?? 'botframework.com';
  return `${settings.ToChannelFromBotLoginUrl ?? `${PUBLIC_AUTHORITY}/${tenant}`}/oauth2/v2.0/token`;
}

function tokenRequest(settings: Record<string, string>): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.MicrosoftAppId ?? '',
    client_secret: settings.MicrosoftAppPassword ?? '',
    scope: `${settings.ToChannelFromBotOAuthScope ?? PUBLIC_SCOPE}/.default`,
  });
}
