import type { NamedLocation } from '../conditionalAccess.js';
import type { Witness } from '../report.js';
import { appName } from '../space/apps.js';

const PLATFORMS: Record<string, string> = {
  windows: 'Windows', iOS: 'iOS', android: 'Android', macOS: 'macOS', linux: 'Linux', windowsPhone: 'Windows Phone', other: 'an unknown platform',
};
const CLIENTS: Record<string, string> = {
  browser: 'in a browser', mobileAppsAndDesktopClients: 'with a desktop or mobile app',
  other: 'with a legacy client (IMAP, POP, SMTP and the like)', exchangeActiveSync: 'with Exchange ActiveSync',
};
const DEVICES: Record<string, string> = {
  unregistered: 'an unregistered device', registered: 'a registered device', compliant: 'a compliant device', hybrid: 'a hybrid joined device',
};
const FLOWS: Record<string, string> = { deviceCodeFlow: 'by device code', authenticationTransfer: 'by authentication transfer' };

/** The witness in one sentence, e.g. "From `Head office` (trusted), on a compliant device, to Exchange Online: the password alone is enough." */
export function sentence(witness: Omit<Witness, 'text'>, locations: NamedLocation[]): string {
  const parts = [
    `From ${place(witness.location, locations)}`,
    device(witness), CLIENTS[witness.client], FLOWS[witness.flow ?? ''],
    ...risks(witness), `to ${target(witness.app)}`,
  ].filter(Boolean);
  return `${parts.join(', ')}: ${isManaged(witness.device) ? 'no second factor is asked for' : 'the password alone is enough'}.`;
}

function place(location: string | string[], locations: NamedLocation[]): string {
  if (location === 'any') return 'anywhere';
  if (location === 'other') return 'outside every named location';
  return [location].flat().map((id) => named(id, locations)).join(' and ');
}

function named(id: string, locations: NamedLocation[]): string {
  const location = locations.find((each) => each.id === id);
  return `\`${location?.displayName ?? id}\`${location?.kind === 'ip' && location.isTrusted ? ' (trusted)' : ''}`;
}

function device({ device: state, platform, deviceAttributes }: Omit<Witness, 'text'>): string {
  const kind = Array.isArray(state) ? 'a compliant, hybrid joined device' : (DEVICES[state] ?? 'any device');
  // The state says already whether the device is compliant.
  const told = Object.entries(deviceAttributes ?? {}).filter(([name]) => name !== 'isCompliant');
  const attributes = told.map(([name, value]) => `${name} \`${String(value)}\``).join(', ');
  return `on ${kind}${attributes && ` with ${attributes}`}${platform === 'any' ? '' : ` running ${PLATFORMS[platform] ?? platform}`}`;
}

/** No risk is what everybody assumes, so only the others are said. */
function risks({ risk, userRisk, insiderRisk }: Omit<Witness, 'text'>): string[] {
  const levels = [['sign-in', risk], ['user', userRisk], ['insider', insiderRisk]] as const;
  return levels.filter(([, level]) => level && level !== 'any' && level !== 'none').map(([kind, level]) => `at ${level} ${kind} risk`);
}

const target = (app: string): string => (app === 'any' ? 'any app' : app === 'other' ? 'an app that no policy names' : appName(app));
const isManaged = (state: string | string[]): boolean => Array.isArray(state) || state === 'compliant' || state === 'hybrid' || state === 'registered';
