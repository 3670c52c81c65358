import { list, sequence } from '../odata/list.js';
import { company, domains, type SeedDomain } from '../seed/company.js';
import { guidOf } from '../seed/ids.js';
import { homeTenants } from '../seed/partners.js';
import { badRequest, notFound } from '../service/errors.js';
import { ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';

/** The company itself: who it is, what it pays for, which domains it has, and how others are found. */
export const organization: Route[] = [
  {
    method: 'GET',
    path: '/organization',
    permission: 'Organization.Read.All',
    handle: (call) => list(call, sequence([tenant()]), { context: 'organization' }),
  },
  {
    method: 'GET',
    path: '/subscribedSkus',
    permission: 'LicenseAssignment.Read.All',
    cost: 3,
    handle: (call) => list(call, sequence(skus(call)), { context: 'subscribedSkus' }),
  },
  {
    method: 'GET',
    path: '/domains',
    permission: 'Domain.Read.All',
    handle: (call) => list(call, sequence(domains.map(domainJson)), { context: 'domains' }),
  },
  { method: 'GET', path: '/domains/{domain}', permission: 'Domain.Read.All', handle: (call) => ok(domainJson(domainOf(call))) },
  {
    method: 'GET',
    path: '/domains/{domain}/federationConfiguration',
    permission: 'Domain-InternalFederation.Read.All',
    handle: federation,
  },
  {
    method: 'GET',
    path: "/tenantRelationships/findTenantInformationByDomainName(domainName='{domain}')",
    permission: 'CrossTenantInformation.ReadBasic.All',
    handle: findTenant,
  },
];

function tenant(): GraphObject {
  const verifiedDomains = domains.map(({ id, isDefault, isInitial, authenticationType }) => ({
    name: id,
    isDefault,
    isInitial,
    type: authenticationType,
    capabilities: 'Email, OfficeCommunicationsOnline',
  }));
  return {
    id: company.tenantId,
    displayName: company.displayName,
    createdDateTime: company.createdDateTime,
    city: company.city,
    countryLetterCode: 'CA',
    tenantType: 'AAD',
    onPremisesSyncEnabled: true,
    partnerTenantType: 'resellerPartnerDelegatedAdmin',
    verifiedDomains,
    assignedPlans: [],
  };
}

const premium1 = {
  servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d',
  servicePlanName: 'AAD_PREMIUM',
  provisioningStatus: 'Success',
  appliesTo: 'User',
};
const premium2 = {
  servicePlanId: 'eec0eb4f-6444-4f95-aba0-50c24d67f998',
  servicePlanName: 'AAD_PREMIUM_P2',
  provisioningStatus: 'Success',
  appliesTo: 'User',
};
const suites = {
  p2: { skuPartNumber: 'SPE_E5', servicePlans: [premium1, premium2] },
  p1: { skuPartNumber: 'SPB', servicePlans: [premium1] },
  none: { skuPartNumber: 'O365_BUSINESS_ESSENTIALS', servicePlans: [] },
};

function skus({ tenant: { settings, directory } }: Call): GraphObject[] {
  return [
    {
      id: `${company.tenantId}_${guidOf('sku', 'suite')}`,
      skuId: guidOf('sku', 'suite'),
      ...suites[settings.licence],
      capabilityStatus: 'Enabled',
      appliesTo: 'User',
      consumedUnits: directory.size,
      prepaidUnits: { enabled: directory.size + 20, suspended: 0, warning: 0, lockedOut: 0 },
    },
  ];
}

function domainOf(call: Call): SeedDomain {
  const domain = domains.find(({ id }) => id === call.params.domain!.toLowerCase());
  if (domain === undefined) throw notFound(call.params.domain!);
  return domain;
}

const domainJson = ({ id, authenticationType, isDefault, isInitial }: SeedDomain): GraphObject => ({
  id,
  authenticationType,
  isDefault,
  isInitial,
  isVerified: true,
  isRoot: true,
  isAdminManaged: true,
  supportedServices: ['Email', 'OfficeCommunicationsOnline'],
});

function federation(call: Call): Reply {
  const domain = domainOf(call);
  if (domain.authenticationType === 'Managed') throw badRequest(`Domain '${domain.id}' is not federated.`);
  return ok({
    value: [
      {
        '@odata.type': '#microsoft.graph.internalDomainFederation',
        id: guidOf('federation', domain.id),
        displayName: domain.id,
        issuerUri: `http://fs.${domain.id}/adfs/services/trust/`,
        preferredAuthenticationProtocol: 'wsFed',
        promptLoginBehavior: 'nativeSupport',
        federatedIdpMfaBehavior: domain.federatedIdpMfaBehavior ?? null,
      },
    ],
  });
}

function findTenant(call: Call): Reply {
  const name = call.params.domain!.toLowerCase();
  const home = homeTenants.find(({ domain }) => domain === name);
  if (home === undefined) throw notFound(name);
  return ok({ tenantId: home.tenantId, displayName: home.displayName, defaultDomainName: home.domain, federationBrandName: null });
}
