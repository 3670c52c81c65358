import type { Button } from '../types.js';
import { accept } from './accept.js';
import { acceptConfirm } from './acceptConfirm.js';
import { answer } from './answer.js';
import { changes } from './changes.js';
import { choose } from './choose.js';
import { emergency } from './emergency.js';
import { enforce } from './enforce.js';
import { enforceApprove } from './enforceApprove.js';
import { enforceChange } from './enforceChange.js';
import { enforceConfirm } from './enforceConfirm.js';
import { enforceLook } from './enforceLook.js';
import { enforceUndo } from './enforceUndo.js';
import { enforceWider } from './enforceWider.js';
import { enforceWithdraw } from './enforceWithdraw.js';
import { exceptions } from './exceptions.js';
import { exceptionWithdraw } from './exceptionWithdraw.js';
import { explain } from './explain.js';
import { help } from './help.js';
import { list } from './list.js';
import { policies } from './policies.js';
import { rescan } from './rescan.js';
import { status } from './status.js';
import { subscriptions } from './subscriptions.js';
import { ticket } from './ticket.js';
import { ticketAssign } from './ticketAssign.js';
import { ticketClose } from './ticketClose.js';
import { ticketComment } from './ticketComment.js';
import { ticketReopen } from './ticketReopen.js';
import { tickets } from './tickets.js';
import { ticketView } from './ticketView.js';
import { topic } from './topic.js';
import { unsubscribe } from './unsubscribe.js';
import { vote } from './vote.js';
import { whatIf } from './whatIf.js';

/** Every button a card may carry. */
export const buttons = [
  list, explain, status, policies, emergency, changes, rescan, topic, answer, vote, choose, whatIf, help,
  enforce, enforceWider, enforceChange, enforceConfirm, enforceApprove, enforceWithdraw, enforceLook, enforceUndo,
  ticket, tickets, ticketView, ticketAssign, ticketComment, ticketClose, ticketReopen,
  subscriptions, unsubscribe, accept, acceptConfirm, exceptions, exceptionWithdraw,
] as readonly Button[];

const byVerb = new Map(buttons.map((button) => [button.verb, button]));

export const buttonFor = (verb: string): Button | undefined => byVerb.get(verb);
