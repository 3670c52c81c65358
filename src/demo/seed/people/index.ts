import { guidOf } from '../ids.js';
import { administrators } from './administrators.js';
import { gaps } from './gaps.js';
import { guests } from './guests.js';
import { otherMechanisms } from './otherMechanisms.js';
import type { SeedPerson } from './person.js';
import { services } from './services.js';
import { workforce } from './workforce.js';

export type { SeedPerson } from './person.js';

export const people: SeedPerson[] = [...administrators, ...gaps, ...otherMechanisms, ...services, ...guests, ...workforce];

/** The id of the account with this key; the same at every start. */
export const accountId = (key: string): string => guidOf('user', key);
