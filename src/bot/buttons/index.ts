import type { Button } from '../types.js';
import { changes } from './changes.js';
import { choose } from './choose.js';
import { emergency } from './emergency.js';
import { explain } from './explain.js';
import { help } from './help.js';
import { list } from './list.js';
import { policies } from './policies.js';
import { rescan } from './rescan.js';
import { status } from './status.js';
import { topic } from './topic.js';
import { vote } from './vote.js';
import { whatIf } from './whatIf.js';

/** Every button a card may carry. */
export const buttons = [list, explain, status, policies, emergency, changes, rescan, topic, vote, choose, whatIf, help] as readonly Button[];

const byVerb = new Map(buttons.map((button) => [button.verb, button]));

export const buttonFor = (verb: string): Button | undefined => byVerb.get(verb);
