import { guidOf } from './ids.js';

/** Named locations as Graph returns them. Addresses are from the documentation ranges (RFC 5737, RFC 3849). */
export interface SeedLocation {
  id: string;
  displayName: string;
  [property: string]: unknown;
}

export const locationId = (key: LocationKey): string => guidOf('location', key);
export type LocationKey = 'headOffice' | 'trainingRoom' | 'quebec' | 'dataCentre' | 'canadaFranceUs' | 'compliantNetwork';

const dates = { createdDateTime: '2019-07-15T14:02:33Z', modifiedDateTime: '2025-01-20T16:45:09Z', deletedDateTime: null };

export const locations: SeedLocation[] = [
  // The opener's question 2: "we add MFA trusted IP of our office".
  ip('headOffice', 'Montréal - siège social', true, ['203.0.113.0/24', '2001:db8:4d54::/48']),
  // Nested in the head office's range: an address can be in two locations at once.
  ip('trainingRoom', 'Montréal - salle de formation', false, ['203.0.113.64/26', '2001:db8:4d54:40::/64']),
  ip('quebec', 'Québec - bureau', true, ['198.51.100.0/25']),
  ip('dataCentre', 'Centre de données (Laval)', true, ['192.0.2.16/28', '2001:db8:dc::/64']),
  country('canadaFranceUs', 'Pays autorisés', ['CA', 'FR', 'US']),
  // Global Secure Access publishes this one; it has no type in v1.0.
  {
    id: locationId('compliantNetwork'),
    displayName: 'All Compliant Network locations',
    createdDateTime: '2025-03-11T15:20:10Z',
    modifiedDateTime: '2026-06-11T09:02:44Z',
    deletedDateTime: null,
    compliantNetworkType: 'allTenantCompliantNetworks',
    isTrusted: true,
  },
];

function ip(key: LocationKey, displayName: string, isTrusted: boolean, ranges: string[]): SeedLocation {
  return {
    '@odata.type': '#microsoft.graph.ipNamedLocation',
    id: locationId(key),
    displayName,
    ...dates,
    isTrusted,
    ipRanges: ranges.map((cidrAddress) => ({ '@odata.type': cidrType(cidrAddress), cidrAddress })),
  };
}

function country(key: LocationKey, displayName: string, countriesAndRegions: string[]): SeedLocation {
  return {
    '@odata.type': '#microsoft.graph.countryNamedLocation',
    id: locationId(key),
    displayName,
    ...dates,
    countriesAndRegions,
    includeUnknownCountriesAndRegions: false,
    countryLookupMethod: 'clientIpAddress',
  };
}

function cidrType(cidr: string): string {
  return `#microsoft.graph.iPv${cidr.includes(':') ? 6 : 4}CidrRange`;
}
