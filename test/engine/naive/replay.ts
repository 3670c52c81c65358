import type { Snapshot, Witness } from '../../../src/engine/index.js';
import type { Value } from './deviceRule.js';
import { COLLECTIONS, isSeen, UNREGISTERED, type Device } from './devices.js';
import type { Person } from './people.js';
import type { Atoms, SignIn } from './space.js';
import { collapse, everySignIn, outcomeAt, worldOf } from './judge.js';
import { placesOfAddress, placesOfCountry, type Place } from './places.js';
import { everyReading } from './readings.js';

/**
 * Whether the witness (D14) really is a sign-in that needs no MFA; undefined when it is, else the sign-in that contradicts it.
 * `any` is tried with every value; what a witness leaves out is the plain value (no risk, ordinary flow, attributes not set).
 * Where data is unread there may be a gap in every reading and yet no sign-in that is open in all of them: one reading must do.
 */
export function replay(snapshot: Snapshot, accountId: string, witness: Witness): string | undefined {
  const position = snapshot.accounts.findIndex(({ id }) => id === accountId);
  const account = snapshot.accounts[position]!;
  const complaints = everyReading((ask) => {
    const world = worldOf({ snapshot, position, account, ask });
    const described = collapse({ ...world, atoms: describedBy(witness, world.atoms, world.person) });
    const signIns = everySignIn(described.atoms);
    if (signIns.length === 0) return 'the witness describes no sign-in that can happen';
    const alternatives = groupByFree(signIns, witness);
    const bad = alternatives.find((group) => group.every((each) => outcomeAt(described, each) !== 'open'));
    return bad && `demands MFA or blocks: ${describe(bad[0]!)}`;
  });
  return complaints.includes(undefined) ? undefined : complaints[0];
}

/** What a witness leaves open (the trust type of a registered device) needs one value that passes; the rest needs all. */
function groupByFree(signIns: SignIn[], witness: Witness): SignIn[][] {
  const isDeviceNamed = witness.device !== 'any';
  const groups = new Map<string, SignIn[]>();
  for (const each of signIns) {
    const key = describe(isDeviceNamed ? { ...each, device: UNREGISTERED } : each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

const describe = ({ place, device, ...rest }: SignIn): string => JSON.stringify({ ...rest, place: [...place], device });

const only = (all: string[], wanted: string | undefined): string[] => (wanted === 'any' ? all : all.filter((each) => each === (wanted ?? 'none')));

function describedBy(witness: Witness, atoms: Atoms, person: Person): Atoms {
  return {
    app: witness.app === 'any' ? atoms.app : [witness.app],
    client: only(atoms.client, witness.client),
    platform: only(atoms.platform, witness.platform),
    place: placesOf(witness.location, atoms.place, person.snapshot),
    device: devicesOf(witness, atoms.device, person),
    signInRisk: only(atoms.signInRisk, witness.risk),
    userRisk: only(atoms.userRisk, witness.userRisk),
    insiderRisk: only(atoms.insiderRisk, witness.insiderRisk),
    flow: only(atoms.flow, witness.flow),
  };
}

/** The places inside all named locations and, as far as that can be, inside no other. */
function placesOf(location: string | string[], all: Place[], snapshot: Snapshot): Place[] {
  if (location === 'any') return all;
  const wanted = [location].flat().flatMap((each) => locationIds(each, snapshot));
  const inside = all.filter((place) => wanted.every((id) => place.has(id)));
  const fewest = Math.min(...inside.map(({ size }) => size));
  return inside.filter(({ size }) => size === fewest).slice(0, 1);
}

function locationIds(text: string, snapshot: Snapshot): string[] {
  if (text === 'other') return [];
  if (snapshot.namedLocations?.some(({ id }) => id === text)) return [text];
  return placesOfAddress(snapshot, text) ?? placesOfCountry(snapshot, text);
}

/** A collection is written with commas between its items. */
const attributeValue = (name: string, value: string): Value => (COLLECTIONS.has(name) ? value.split(',').map((each) => each.trim()) : value);

function devicesOf(witness: Witness, all: Device[], person: Person): Device[] {
  if (witness.device === 'any') return all;
  const states = [witness.device].flat();
  if (states.includes('unregistered')) return [UNREGISTERED];
  const given = Object.fromEntries(Object.entries(witness.deviceAttributes ?? {}).map(([name, value]) => [name.toLowerCase(), attributeValue(name.toLowerCase(), String(value))]));
  const isCompliant = states.includes('compliant');
  const isHybrid = states.includes('hybrid');
  const compliances = given['iscompliant'] !== undefined ? [given['iscompliant']] : isCompliant ? ['true'] : ['false', null];
  return (isHybrid ? ['ServerAD'] : ['AzureAD', 'Workplace']).filter((each) => (given['trusttype'] ?? each) === each).flatMap((trusttype) => (
    compliances.map((iscompliant) => ({ isRegistered: true, isCompliant, isHybrid, attributes: { ...given, iscompliant, trusttype } }))
  )).filter((device) => isSeen(person, device));
}
