import type { NamedLocation } from '../../engine/index.js';
import { isTextList, object, text, visibleText, type Json } from './json.js';

/** Decodes one named location; never throws. A range that can't be read makes the location `unknown`. */
export function decodeNamedLocation(raw: unknown): NamedLocation {
  const location = object(raw) ?? {};
  const id = text(location['id']) ?? 'unreadable';
  const named = { id, displayName: visibleText(location['displayName']) ?? id };
  const type = text(location['@odata.type']) ?? '';
  if (type.endsWith('ipNamedLocation') || Array.isArray(location['ipRanges'])) return decodeIpLocation(location, named);
  if (type.endsWith('countryNamedLocation') || Array.isArray(location['countriesAndRegions'])) return decodeCountryLocation(location, named);
  if (type.endsWith('compliantNetworkNamedLocation') || location['compliantNetworkType']) return { kind: 'compliantNetwork', ...named };
  return unplaced(location, named);
}

function unplaced(location: Json, named: { id: string; displayName: string }): NamedLocation {
  return { kind: 'unknown', ...named, isTrusted: location['isTrusted'] === true };
}

function decodeIpLocation(location: Json, named: { id: string; displayName: string }): NamedLocation {
  const ranges = Array.isArray(location['ipRanges']) ? location['ipRanges'].map(rangeText) : [undefined];
  if (ranges.includes(undefined)) return unplaced(location, named);
  return { kind: 'ip', ...named, isTrusted: location['isTrusted'] === true, ranges: ranges as string[] };
}

function rangeText(raw: unknown): string | undefined {
  const range = object(raw);
  const cidr = text(range?.['cidrAddress']);
  const lower = text(range?.['lowerAddress']);
  const upper = text(range?.['upperAddress']);
  return cidr ?? (lower && upper ? `${lower}-${upper}` : undefined);
}

function decodeCountryLocation(location: Json, named: { id: string; displayName: string }): NamedLocation {
  const countries = location['countriesAndRegions'];
  if (!isTextList(countries)) return unplaced(location, named);
  return {
    kind: 'country', ...named,
    countries: countries.map((code) => code.toUpperCase()),
    includesUnknown: location['includeUnknownCountriesAndRegions'] === true,
    lookup: location['countryLookupMethod'] === 'authenticatorAppGps' ? 'gps' : 'ip',
  };
}
