import { needObject, needText } from '../decode/json.js';
import type { Application } from './application.js';
import * as calls from './calls.js';
import type { Steps } from './steps.js';
import type { WantedRegistration } from './types.js';

const NAME = 'mfa-compliance-bot';
const LIFE_DAYS = 180;
const DAY_MS = 86_400_000;

/** The secret's value, which Entra never tells again. `now` in milliseconds. */
export async function addSecret(steps: Steps, { id, passwordCredentials }: Application, asked: WantedRegistration['secret'], now: number): Promise<string | undefined> {
  if (asked === 'none') return undefined;
  const valid = passwordCredentials.filter(({ displayName, endDateTime }) => displayName === NAME && Date.parse(endDateTime) > now);
  if (valid.length > 0 && asked === 'one') {
    steps.said(`there is a client secret until ${valid.at(-1)!.endDateTime.slice(0, 10)}, which can't be shown again; --new-secret makes another`);
    return undefined;
  }
  const endDateTime = new Date(now + LIFE_DAYS * DAY_MS).toISOString();
  const made = await steps.do(`make a client secret, until ${endDateTime.slice(0, 10)}`, {
    call: calls.addPassword(id), method: 'POST', body: { passwordCredential: { displayName: NAME, endDateTime } }, tooSoon: [404],
  });
  return made === undefined ? undefined : needText(needObject(made, 'the answer'), 'secretText');
}
