import { identifierUri, type Registered, type WantedRegistration } from '../../graph/registration/index.js';

const LATER = '<app id>';

/** What goes into `.env` or the deployment's settings: the only data of the command. */
export function settings({ tenantId, appId = LATER, secret }: Registered, { reader, delegated }: WantedRegistration): string {
  const password = secret ?? '<the client secret>';
  const reading = reader ? [`MANAGED_IDENTITY=${reader}`] : [`TENANT_ID=${tenantId}`, `CLIENT_ID=${appId}`, `CLIENT_SECRET=${password}`];
  const bot = [`MicrosoftAppId=${appId}`, 'MicrosoftAppType=SingleTenant', `MicrosoftAppTenantId=${tenantId}`, `MicrosoftAppPassword=${password}`];
  return `${[...reading, ...bot, delegated.length > 0 ? 'OAUTH_CONNECTION_NAME=graph' : 'GRAPH_WRITES=application'].join('\n')}\n`;
}

/** What is left to a person, for Graph can't do it. */
export function guidance({ tenantId, appId = LATER }: Registered, { host, grant, reader, delegated }: WantedRegistration, authorityHost: string): string {
  const consent = `An administrator consents once: ${authorityHost}/${tenantId}/adminconsent?client_id=${appId}`;
  const identity = reader ? ['The managed identity has no consent page: run this with --grant to give it its permissions.'] : [];
  const left = [
    ...(grant ? [] : [consent, ...identity]),
    `The Azure Bot, its Teams channel${delegated.length > 0 ? ` and its OAuth connection \`graph\` (token exchange URL ${identifierUri(host, appId)})` : ''} are not in Graph: \`infra/main.bicep\` makes them, see OPERATIONS.md.`,
    'Put the lines above into `.env` or the deployment, take GRAPH_ACCESS_TOKEN out of it (it would win), and ask `npm run cli -- doctor`.',
    `The app for Teams: npm run package -- --app-id ${appId} --host ${host}`,
  ];
  return `\nLeft to do:\n${left.map((line, index) => `  ${index + 1}. ${line}`).join('\n')}`;
}
