import assert from 'node:assert/strict';
import { checkPermissions } from '../../src/graph/index.js';
import { GraphServer, refusal } from '../support/graphServer.js';
import { ROUTES, serveTenant, type Route } from '../support/graphTenant.js';
import { contoso } from './contoso.js';
import { graphOn } from './harness.js';

describe('checkPermissions', () => {
  let server: GraphServer;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  beforeEach(() => serveTenant(server, { ...contoso(), homeTenants: { 'microsoft.com': 'tenant-microsoft' } }, { pageSize: 50 }));
  afterEach(() => server.verify());

  it('finds nothing to mend where everything is permitted, with one row a probe', async () => {
    const checks = await checkPermissions(graphOn(server));
    assert.deepEqual(checks.filter(({ status }) => status !== 'ok'), []);
    const big = server.requests.filter(({ query }) => query.get('$top') === '999').map(({ path }) => path.split('/')[2]);
    assert.deepEqual(big, ['groups']);
  });

  it('names the permission that is missing, source by source', async () => {
    for (const route of Object.keys(ROUTES).filter((name) => name !== 'crossTenantPartners') as Route[]) {
      server.once(ROUTES[route], { status: 403, body: refusal('Authorization_RequestDenied') });
    }
    const checks = await checkPermissions(graphOn(server));
    const refused = checks.filter(({ status }) => status === 'permission');
    // The federation probe found no federated domain: the list of domains was refused to it or to the other probe.
    assert.ok(refused.length >= checks.length - 1);
    for (const { permission, detail } of refused) assert.ok(detail.includes(`\`${permission}\``), detail);
  });

  it('tells a missing licence from a missing permission', async () => {
    server.once(ROUTES.userRegistrationDetails, { status: 403, body: refusal('Authentication_RequestFromNonPremiumTenantOrB2CTenant') });
    server.once(ROUTES.roleEligibilities, { status: 400, body: refusal('AadPremiumLicenseRequired') });
    const checks = await checkPermissions(graphOn(server));
    assert.deepEqual(checks.filter(({ status }) => status === 'licence').map(({ source }) => source), ['userRegistrationDetails', 'roleEligibilities']);
  });
});
