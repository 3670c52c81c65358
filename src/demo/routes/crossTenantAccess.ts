import { list, sequence } from '../odata/list.js';
import { defaultInboundTrust, homeTenants, type SeedHomeTenant } from '../seed/partners.js';
import { notFound } from '../service/errors.js';
import { ok, type GraphObject, type Route } from '../service/route.js';

const permission = 'Policy.Read.All';
const partners = homeTenants.filter((home) => home.trustsMfa !== undefined).map(partner);

/** Whose MFA counts here. */
export const crossTenantAccess: Route[] = [
  {
    method: 'GET',
    path: '/policies/crossTenantAccessPolicy/default',
    permission,
    handle: () => ok({ isServiceDefault: false, inboundTrust: defaultInboundTrust }),
  },
  {
    method: 'GET',
    path: '/policies/crossTenantAccessPolicy/partners',
    permission,
    handle: (call) => list(call, sequence(partners), { context: 'policies/crossTenantAccessPolicy/partners' }),
  },
  {
    method: 'GET',
    path: '/policies/crossTenantAccessPolicy/partners/{partner}',
    permission,
    handle: ({ params }) => {
      const found = partners.find((each) => each.tenantId === params.partner);
      if (found === undefined) throw notFound(params.partner!);
      return ok(found);
    },
  },
];

function partner({ tenantId, trustsMfa }: SeedHomeTenant): GraphObject {
  const inboundTrust =
    trustsMfa === null ? null : { isMfaAccepted: trustsMfa, isCompliantDeviceAccepted: false, isHybridAzureADJoinedDeviceAccepted: false };
  return {
    tenantId,
    isServiceProvider: null,
    isInMultiTenantOrganization: false,
    inboundTrust,
    automaticUserConsentSettings: { inboundAllowed: null, outboundAllowed: null },
  };
}
