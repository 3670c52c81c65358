import assert from 'node:assert/strict';
import { accountId } from '../../src/demo/seed/people/index.js';
import { locations } from '../../src/demo/seed/locations.js';
import { homeTenants } from '../../src/demo/seed/partners.js';
import { routes } from '../../src/demo/routes/index.js';
import { all, ask, eventual, Fixture } from './support.js';

const registration = '/v1.0/reports/authenticationMethods/userRegistrationDetails';
const policies = '/v1.0/identity/conditionalAccess/policies';
const eligibilities = '/v1.0/roleManagement/directory/roleEligibilityScheduleInstances';

describe('demo tenant: reads, rights and licences', () => {
  let fixture: Fixture;
  beforeEach(() => {
    fixture = new Fixture();
  });
  afterEach(() => fixture.end());

  it('refuses a missing or wrong token with 401', async () => {
    const tenant = await fixture.start();
    for (const token of ['', 'wrong', `${tenant.token}.nobody`]) {
      const { status, body, headers } = await ask(tenant, '/v1.0/users', { token });
      assert.deepEqual([status, body.error.code], [401, 'InvalidAuthenticationToken']);
      assert.ok(headers.get('www-authenticate'));
    }
  });

  it('puts request ids into headers and error bodies', async () => {
    const tenant = await fixture.start();
    const { status, body, headers } = await ask(tenant, '/v1.0/nothing', { headers: { 'client-request-id': 'mine' } });
    assert.equal(status, 404);
    assert.deepEqual(Object.keys(body.error), ['code', 'message', 'innerError']);
    assert.equal(body.error.innerError['request-id'], headers.get('request-id'));
    assert.equal(body.error.innerError['client-request-id'], 'mine');
    assert.ok((await ask(tenant, '/v1.0/organization')).headers.get('request-id'));
  });

  it('refuses what the application may not read, and only that', async () => {
    const tenant = await fixture.start({ deniedPermissions: ['AuditLog.Read.All'] });
    assert.equal((await ask(tenant, registration)).body.error.code, 'Authorization_RequestDenied');
    assert.equal((await ask(tenant, '/v1.0/users?$select=id,signInActivity')).status, 403);
    assert.equal((await ask(tenant, '/v1.0/users?$select=id')).status, 200);
  });

  it('has each licence refusal in its own shape', async () => {
    const tenant = await fixture.start({ licence: 'none' });
    const premium = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
    assert.deepEqual(await codeOf(ask(tenant, registration)), [403, premium]);
    assert.deepEqual(await codeOf(ask(tenant, '/v1.0/users?$select=id,signInActivity')), [403, premium]);
    assert.deepEqual(await codeOf(ask(tenant, eligibilities)), [400, 'AadPremiumLicenseRequired']);
    assert.deepEqual(await codeOf(ask(tenant, policies, { method: 'POST', body: { displayName: 'x' } })), [403, 'AccessDenied']);
    assert.equal((await ask(tenant, policies)).status, 200);
    assert.equal((await ask(tenant, '/v1.0/subscribedSkus')).body.value[0].servicePlans.length, 0);
  });

  it('with P1 reads everything but PIM', async () => {
    const tenant = await fixture.start({ licence: 'p1' });
    assert.deepEqual(await codeOf(ask(tenant, eligibilities)), [400, 'AadPremiumLicenseRequired']);
    assert.equal((await ask(tenant, registration)).status, 200);
  });

  it('reports registration of enabled accounts only', async () => {
    const tenant = await fixture.start();
    const rows = await all(tenant, registration);
    assert.equal(rows.length, 240);
    const byId = new Map(rows.map((row) => [row.id, row]));
    assert.equal(byId.has(accountId('disabledAdmin')), false);
    assert.deepEqual(byId.get(accountId('bob')).methodsRegistered, ['mobilePhone']);
    assert.equal(byId.get(accountId('chloe')).isMfaRegistered, false);
    assert.equal(byId.get(accountId('jonas.lindqvist')).userType, 'guest');
  });

  it('knows domains, federation, partners and home tenants', async () => {
    const tenant = await fixture.start();
    const [federated] = (await all(tenant, '/v1.0/domains')).filter((each) => each.authenticationType === 'Federated');
    const { body } = await ask(tenant, `/v1.0/domains/${federated.id}/federationConfiguration`);
    assert.equal(body.value[0].federatedIdpMfaBehavior, 'acceptIfMfaDoneByFederatedIdp');
    const partners = await all(tenant, '/v1.0/policies/crossTenantAccessPolicy/partners');
    assert.deepEqual(
      partners.map((each) => each.inboundTrust?.isMfaAccepted ?? null),
      [true, null, false],
    );
    assert.equal((await ask(tenant, '/v1.0/policies/crossTenantAccessPolicy/default')).body.inboundTrust.isMfaAccepted, false);
    const find = (domain: string) => ask(tenant, `/v1.0/tenantRelationships/findTenantInformationByDomainName(domainName='${domain}')`);
    assert.equal((await find('nordiq.example')).body.tenantId, homeTenants[0]!.tenantId);
    assert.equal((await find('courrier.example')).status, 404);
  });

  it('answers policies, locations and strengths in the shapes of the service', async () => {
    const tenant = await fixture.start();
    const [first] = await all(tenant, policies);
    assert.equal(first.conditions.platforms, null);
    assert.equal(first.conditions.times, null);
    assert.equal(first.conditions.agents, null);
    assert.equal(first.conditions.users.excludeGuestsOrExternalUsers.guestOrExternalUserTypes, 'internalGuest,b2bCollaborationGuest');
    assert.equal((await all(tenant, '/v1.0/identity/conditionalAccess/namedLocations')).length, locations.length);
    const strength = await ask(tenant, '/v1.0/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004');
    assert.equal(strength.body.requirementsSatisfied, 'mfa');
    assert.equal((await ask(tenant, '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy')).body.isEnabled, false);
  });

  it('writes newer enum members only to clients that ask for them', async () => {
    const tenant = await fixture.start();
    const platforms = async (headers: Record<string, string>) =>
      (await all(tenant, policies, headers)).find((each) => each.displayName.startsWith('CA040')).conditions.platforms.includePlatforms;
    assert.deepEqual(await platforms({}), ['unknownFutureValue']);
    assert.deepEqual(await platforms({ Prefer: 'include-unknown-enum-members' }), ['linux']);
  });

  it('tells assignments apart by scope and principal', async () => {
    const tenant = await fixture.start();
    const assignments = await all(tenant, '/v1.0/roleManagement/directory/roleAssignments?$top=999');
    assert.ok(
      assignments.some((each) => each.directoryScopeId.startsWith('/administrativeUnits/') && each.principalId === accountId('luc')),
    );
    const own = await all(tenant, `/v1.0/roleManagement/directory/roleAssignments?$filter=principalId eq '${accountId('dana')}'`);
    assert.equal(own.length, 3);
    assert.ok((await all(tenant, eligibilities)).some((each) => each.principalId === accountId('carl')));
  });

  it('has the beta-only call in beta only', async () => {
    const tenant = await fixture.start();
    const path = `/users/${accountId('raymond')}/authentication/requirements`;
    assert.equal((await ask(tenant, `/beta${path}`)).body.perUserMfaState, 'enabled');
    assert.equal((await ask(tenant, `/v1.0${path}`)).status, 404);
  });

  it('answers every address that needs no name', async () => {
    const tenant = await fixture.start();
    const plain = routes.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
    assert.ok(plain.length > 15);
    for (const { path } of plain) assert.equal((await ask(tenant, `/v1.0${path}`, { headers: eventual })).status, 200, path);
  });

  it('tells the methods of one account', async () => {
    const tenant = await fixture.start();
    const { body } = await ask(tenant, `/v1.0/users/${accountId('bob')}/authentication/methods`);
    const types = body.value.map((each: { '@odata.type': string }) => each['@odata.type']);
    assert.deepEqual(types, ['#microsoft.graph.passwordAuthenticationMethod', '#microsoft.graph.phoneAuthenticationMethod']);
  });

  it('says 405 for a method that a known address does not have', async () => {
    const tenant = await fixture.start();
    assert.equal((await ask(tenant, '/v1.0/organization', { method: 'DELETE' })).status, 405);
  });

  it('writes nextLinks with the origin it is told', async () => {
    const tenant = await fixture.start({ nextLinkBase: 'https://graph.microsoft.com', pageSize: 10 });
    const { body } = await ask(tenant, '/v1.0/users');
    assert.ok(body['@odata.nextLink'].startsWith('https://graph.microsoft.com/v1.0/users?'));
  });
});

async function codeOf(answer: ReturnType<typeof ask>): Promise<[number, string]> {
  const { status, body } = await answer;
  return [status, body.error.code];
}
