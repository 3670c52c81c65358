import type { Graph } from '../client/graph.js';
import { GraphError } from '../client/error.js';
import { readList } from '../client/pages.js';
import { needObject, needText } from '../decode/json.js';
import { readTenantId } from '../tenantId.js';
import { readGraphPermissions, type GraphPermissions } from './access.js';
import { decodeApplication, type Application } from './application.js';
import * as calls from './calls.js';
import { differences, preAuthorization, type Difference } from './differences.js';
import { grantRoles, grantScopes } from './grants.js';
import { addSecret } from './secret.js';
import { Steps, type StepsOptions } from './steps.js';
import { RegistrationError, type Registered, type WantedRegistration } from './types.js';

/** Of this organization only: the bot answers nobody else. */
const OWN_TENANT = 'AzureADMyOrg';
const NOT_FOUND = [404];
/** Said of a service principal whose application is not known everywhere yet. */
const NO_BACKING = [400, 404];

/**
 * Brings the app registration to what is wanted, step by step, each told first; what is so already stays.
 * Run again it does nothing, and after a failure it goes on. Throws RegistrationError, GraphError, DecodeError and TokenError.
 */
export async function register(graph: Graph, wanted: WantedRegistration, options: Omit<StepsOptions, 'graph'>): Promise<Registered> {
  const steps = new Steps({ graph, ...options });
  const [tenantId, permissions] = await Promise.all([readTenantId(graph), readGraphPermissions(graph)]);
  const found = await find(graph, wanted);
  if (found) steps.said(`the app \`${found.displayName}\` is registered (${found.appId})`);
  const app = await settled(steps, found ?? (await create(steps, wanted)), wanted, permissions, graph);
  const principalId = await principalOf(graph, steps, app.appId, 'the app', { isNew: !found });
  if (wanted.grant) await grant(graph, steps, wanted, permissions, principalId);
  const secret = await addSecret(steps, app, wanted.secret, graph.clock.now());
  return { tenantId, appId: app.id === '' ? undefined : app.appId, secret };
}

/** Throws RegistrationError where it is unclear which app is meant, or that one is for everybody. */
async function find(graph: Graph, { displayName, appId }: WantedRegistration): Promise<Application | undefined> {
  const rows = appId === undefined ? await readList(graph, calls.applicationsNamed(displayName)) : [await graph.get(calls.applicationWith(appId)).catch(noSuchApp(appId))];
  const apps = rows.map(decodeApplication);
  if (apps.length > 1) throw new RegistrationError(`${apps.length} apps are called \`${displayName}\`: tell the right one by --app-id (${apps.map((each) => each.appId).join(', ')}), or choose another name by --name.`);
  const [app] = apps;
  if (app && app.signInAudience !== OWN_TENANT) throw new RegistrationError(`The app \`${app.displayName}\` (${app.appId}) lets in people of other tenants (${app.signInAudience}) and is left alone: choose another name by --name, or make it single-tenant.`);
  return app;
}

const noSuchApp = (appId: string) => (cause: unknown): never => {
  throw cause instanceof GraphError && cause.isNotFound ? new RegistrationError(`This tenant has no app registration with the id \`${appId}\`: correct --app-id, or leave it out to make one.`) : cause;
};

/** In a dry run: as Entra would make it. */
async function create(steps: Steps, { displayName }: WantedRegistration): Promise<Application> {
  const body = { displayName, signInAudience: OWN_TENANT };
  const made = await steps.do(`register the app \`${displayName}\`, for this tenant only`, { call: calls.applications, method: 'POST', body });
  const untouched = { id: '', appId: '<app id>', ...body, api: {}, web: {} };
  return decodeApplication(made ?? untouched);
}

async function settled(steps: Steps, app: Application, wanted: WantedRegistration, permissions: GraphPermissions, graph: Graph): Promise<Application> {
  const missing = differences(app, wanted, permissions);
  if (missing.length === 0) steps.said('permissions, name, scope and sign-in are set');
  for (const difference of missing) await patch(steps, app, difference);
  const now = steps.apply && missing.length > 0 ? decodeApplication(await graph.get(calls.applicationWith(app.appId))) : app;
  const last = preAuthorization(now);
  if (last) await patch(steps, now, last);
  else steps.said('Teams may use the scope');
  return now;
}

const patch = (steps: Steps, { id }: Application, { text, patch: body }: Difference): Promise<unknown> =>
  steps.do(text, { call: calls.application(id), method: 'PATCH', body, tooSoon: NOT_FOUND });

/** Id of the service principal; undefined where it would be made only now. */
async function principalOf(graph: Graph, steps: Steps, appId: string, whose: string, { isNew }: { isNew: boolean }): Promise<string | undefined> {
  const found = isNew ? undefined : await graph.get(calls.servicePrincipalOf(appId)).catch(undefinedIfMissing);
  if (found !== undefined) steps.said(`${whose} has its service principal`);
  const raw = found ?? (await steps.do(`make the service principal of ${whose}`, { call: calls.servicePrincipals, method: 'POST', body: { appId }, ...(isNew && { tooSoon: NO_BACKING }) }));
  return raw === undefined ? undefined : needText(needObject(raw, 'a service principal'), 'id');
}

const undefinedIfMissing = (cause: unknown): undefined => {
  if (cause instanceof GraphError && cause.isNotFound) return undefined;
  throw cause;
};

async function grant(graph: Graph, steps: Steps, wanted: WantedRegistration, permissions: GraphPermissions, principalId: string | undefined): Promise<void> {
  await grantRoles(graph, steps, principalId, wanted.reader ? [] : wanted.application, permissions);
  if (wanted.reader) await grantRoles(graph, steps, await readerOf(graph, wanted.reader), wanted.application, permissions);
  await grantScopes(graph, steps, principalId, wanted.delegated, permissions);
}

async function readerOf(graph: Graph, clientId: string): Promise<string> {
  const found = await graph.get(calls.servicePrincipalOf(clientId)).catch(undefinedIfMissing);
  if (found !== undefined) return needText(needObject(found, 'a service principal'), 'id');
  throw new RegistrationError(`This tenant has no managed identity with the client id \`${clientId}\`: deploy it first (\`infra/main.bicep\` tells it as an output), or correct --reader.`);
}
