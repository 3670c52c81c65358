import { z } from 'zod';
import type { Config } from '../../config.js';
import { because, type Check } from './check.js';

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';
const PUBLIC_SCOPE = 'https://api.botframework.com';
const refusal = z.object({ error_description: z.string() });

/** Asks the authority for the token with which the bot would speak to Teams; it is thrown away. */
export async function checkBot({ bot }: Config): Promise<Check[]> {
  const about = 'Bot Framework credentials';
  if (!bot) return [{ about, status: 'skipped', text: 'MicrosoftAppId is not set: the local simulator needs none' }];
  if (bot.settings.MicrosoftAppType === 'UserAssignedMSI') return [{ about, status: 'skipped', text: 'a managed identity is only told on Azure itself' }];
  try {
    const response = await fetch(tokenUrl(bot.settings), { method: 'POST', body: tokenRequest(bot.settings), signal: AbortSignal.timeout(15_000) });
    if (response.ok) return [{ about, status: 'fine', text: `a token was issued for ${bot.appId}` }];
    const told = refusal.safeParse(await response.json().catch(() => undefined));
    return [{ about, status: 'wrong', text: `no token (${told.success ? told.data.error_description.split(/\r?\n/)[0] : response.status}): check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId` }];
  } catch (cause) {
    return [{ about, status: 'wrong', text: `the authority can't be reached: ${because(cause)}` }];
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
