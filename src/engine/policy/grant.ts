import type { ConditionalAccessPolicy, GrantControls } from '../conditionalAccess.js';
import { atomsOf, LEGACY_CLIENTS, narrow, wholeSpace, type Atom, type Box, type Space } from '../space/space.js';
import type { Resolution } from './resolution.js';

/** One control of a grant, reduced to what matters: who can pass it without a second factor. */
type Control =
  | { kind: 'mfa' | 'block' | 'anybody' }
  | { kind: 'some'; passes: { dimension: 'device' | 'platform'; test: (atom: Atom) => boolean } };

/** Where a grant stops a sign-in that has no second factor: by asking for one, or for good. */
export interface Stops {
  mfa: Box[];
  block: Box[];
}

const MFA_STRENGTHS = new Set(['2', '3', '4'].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`));
/** Modes that are one factor when they stand alone (semantics D8; an e-mail code is no second factor either). */
const SINGLE_FACTORS = new Set(['password', 'sms', 'voice', 'qrcodepin', 'federatedsinglefactor', 'x509certificatesinglefactor', 'email']);
const KNOWN_MODES = new Set([
  ...SINGLE_FACTORS, 'hardwareoath', 'softwareoath', 'fido2', 'windowshelloforbusiness', 'microsoftauthenticatorpush', 'devicebasedpush',
  'temporaryaccesspassonetime', 'temporaryaccesspassmultiuse', 'x509certificatemultifactor', 'federatedmultifactor',
]);
const APP_PROTECTION_PLATFORMS = new Set(['iOS', 'android', 'windows']);

export interface GrantContext {
  space: Space;
  strengths: Map<string, string[]> | undefined;
  isExternal: boolean;
  resolution: Resolution;
}

/** Everywhere in the space that the policy's grant stops a sign-in without a second factor, whatever its conditions. */
export function stops(policy: ConditionalAccessPolicy, context: GrantContext): Stops {
  const controls = policy.grant ? controlsOf(policy.grant, context) : [];
  const { space } = context;
  const everywhere = wholeSpace(space);
  if (controls.length === 0) return { mfa: [], block: [] };
  if (controls.some(({ kind }) => kind === 'block')) return { mfa: [], block: [everywhere] };
  // Legacy clients can satisfy no control and pass no device state (Entra docs, block legacy authentication).
  const legacy = narrow(space, everywhere, 'client', atomsOf(space, 'client', isLegacy));
  const modern = narrow(space, everywhere, 'client', atomsOf(space, 'client', (atom) => !isLegacy(atom)));
  const rest = policy.grant!.operator === 'OR' ? stopsAny(controls, modern, space) : stopsAll(controls, modern, space);
  return { mfa: rest.mfa, block: [legacy, ...rest.block] };
}

const isLegacy = (atom: Atom): boolean => LEGACY_CLIENTS.includes(atom.value);

/** OR: stopped only where every control is out of reach. */
function stopsAny(controls: Control[], modern: Box, space: Space): Stops {
  if (controls.some(({ kind }) => kind === 'anybody')) return { mfa: [], block: [] };
  const box = controls.reduce<Box>((left, control) => (control.kind === 'some' ? failing(control, left, space) : left), modern);
  return controls.some(({ kind }) => kind === 'mfa') ? { mfa: [box], block: [] } : { mfa: [], block: [box] };
}

/** AND: stopped wherever one control is out of reach. */
function stopsAll(controls: Control[], modern: Box, space: Space): Stops {
  const block = controls.flatMap((control) => (control.kind === 'some' ? [failing(control, modern, space)] : []));
  return { mfa: controls.some(({ kind }) => kind === 'mfa') ? [modern] : [], block };
}

function failing(control: Extract<Control, { kind: 'some' }>, box: Box, space: Space): Box {
  const { dimension, test } = control.passes;
  return narrow(space, box, dimension, atomsOf(space, dimension, (atom) => !test(atom)));
}

function controlsOf(grant: GrantControls, context: GrantContext): Control[] {
  const controls = grant.builtInControls.flatMap((name) => builtIn(name, context));
  const acceptances = [...grant.customAuthenticationFactors, ...grant.termsOfUse].map((): Control => ({ kind: 'anybody' }));
  return [...controls, ...acceptances, ...(grant.authenticationStrength ? [strength(grant, context)] : [])];
}

function builtIn(name: string, context: GrantContext): Control[] {
  switch (name) {
    case 'block': return [{ kind: 'block' }];
    case 'mfa': return [{ kind: 'mfa' }];
    // A password change asks for a second factor first.
    case 'passwordChange': return [{ kind: 'mfa' }];
    // Since 2026 the control acts as if it weren't selected (Entra docs, migrate approved client app).
    case 'approvedApplication': return [];
    case 'compliantDevice': return [{ kind: 'some', passes: { dimension: 'device', test: isCompliant } }];
    case 'domainJoinedDevice': return [{ kind: 'some', passes: { dimension: 'device', test: isHybrid } }];
    case 'compliantApplication': return [{ kind: 'some', passes: { dimension: 'platform', test: (atom) => !context.isExternal && APP_PROTECTION_PLATFORMS.has(atom.value) } }];
    default: return [unread(`control:${name}`, context)];
  }
}

const isCompliant = ({ device }: Atom): boolean => device!.state === 'compliant' || device!.state === 'compliantHybrid';
const isHybrid = ({ device }: Atom): boolean => device!.state === 'hybrid' || device!.state === 'compliantHybrid';

function strength(grant: GrantControls, context: GrantContext): Control {
  const { id, allowedCombinations } = grant.authenticationStrength!;
  if (MFA_STRENGTHS.has(id)) return { kind: 'mfa' };
  const combinations = allowedCombinations ?? context.strengths?.get(id);
  const answers = combinations?.map(isMultifactor);
  if (answers?.includes(false)) return { kind: 'anybody' };
  return answers && answers.length > 0 && answers.every(Boolean) ? { kind: 'mfa' } : unread(`strength:${id}`, context);
}

/** True, false, or undefined for a mode this product doesn't know. */
function isMultifactor(combination: string): boolean | undefined {
  const modes = combination.split(',').map((mode) => mode.trim().toLowerCase());
  if (modes.length === 1 && SINGLE_FACTORS.has(modes[0]!)) return false;
  return modes.every((mode) => KNOWN_MODES.has(mode)) ? true : undefined;
}

/** A control nobody can judge: either it is a second factor, or anybody passes. */
function unread(variable: string, { resolution }: GrantContext): Control {
  return { kind: resolution.decide(variable, true) ? 'mfa' : 'anybody' };
}
