import { fold } from './text/normalise.js';
import type { Intent, PlanAction, Slots } from './types.js';

/**
 * Orders about a plan ("approve plan 41", "undo that") and changes that concern the whole tenant ("switch on CA019"). Rules, not the
 * classifier: each is anchored at both ends, so a sentence that merely talks about one is none.
 */
export function planOrder(text: string): { intent: Intent; slots: Slots } | undefined {
  if (text.length > LONGEST) return undefined;
  const said = text.replace(HEAD, '').replace(ASKED.test(text) ? /[\s.!?]*$/ : '', '').replace(TAIL, '');
  return aboutPlan(fold(said)) ?? tenantChange(said);
}

const LONGEST = 160;
const HEAD = /^(?:(?:please|pls|ok|okay|yes|now|and|then|(?:can|could) you(?: please)?)[ ,]+)*/i;
const ASKED = /\b(?:can|could) you\b/i;
const TAIL = /(?:[ ,]+(?:please|pls|now|thanks|thank you))*[\s.!]*$/i;

const NUMBER = String.raw`(?:the )?plan (?:number |no\.? ?|#)?(\d{1,7})`;
const LAST = '(?:it|that|this|(?:the|my) last (?:plan|change|one)|what you (?:just )?did)';

/** Which intent carries an action is the contract's: agreeing to a plan enforces, taking one back cancels, looking asks what changed. */
const ACTIONS: [PlanAction, Intent, RegExp][] = [
  ['confirm', 'enforce-account', new RegExp(`^(?:i )?confirm ${NUMBER}$`)],
  ['approve', 'enforce-account', new RegExp(`^(?:i )?approve (?:${NUMBER}|(\\d{1,7}))$`)],
  ['withdraw', 'cancel', new RegExp(`^(?:decline|reject|withdraw|cancel|drop) ${NUMBER}$`)],
  ['undo', 'cancel', new RegExp(`^(?:undo|revert|roll back|take back)(?: ${NUMBER}| ${LAST})?$|^take (?:it|that) back$`)],
  ['look', 'changes-since', new RegExp(`^(?:(?:show|show me|view|look at|status of|what(?:'s| is)|how does) )?${NUMBER}(?: stand)?\\??$`)],
];

function aboutPlan(plain: string): { intent: Intent; slots: Slots } | undefined {
  for (const [planAction, intent, pattern] of ACTIONS) {
    const found = pattern.exec(plain);
    const plan = found?.slice(1).find((each) => each !== undefined);
    if (found) return { intent, slots: { planAction, ...(plan && { plan: Number(plan) }) } };
  }
  return undefined;
}

/** A policy by its number ("CA019 - Interns"), in quotes, or beside the word policy; anything else could be a person, and so is who comes after "for". */
const POLICY = String.raw`(?:(?:the )?(?:report-only )?policy "?((?!for\b).{2,80}?)"?|"(.{2,80})"|(CA[- ]?\d{2,4}\b(?! for\b).{0,80}?)|(?:the )?((?!the\b|this\b|that\b).{2,80}?) policy)`;
const ON = '(?:enable|activate|switch on|turn on)';

const CHANGES: [Slots['change'] | 'drop-exclusion' | 'require-mfa', RegExp][] = [
  ['enable-security-defaults', new RegExp(`^(?:${ON} (?:the )?security defaults|(?:switch|turn) (?:the )?security defaults on)$`, 'i')],
  ['enable-policy', new RegExp(`^(?:${ON} ${POLICY}|(?:switch|turn) ${POLICY} on)$`, 'i')],
  ['drop-exclusion', /^(?:drop|remove|delete) (?:the )?exclusion (?:of|for) .{2,80}$/i],
  ['drop-exclusion', /^(?:drop|remove|delete) (?:the |all )?(?:trusted )?(?:location|network|office)s? exclusions? (?:of|from|in) .{2,80}$/i],
  ['require-mfa', /^(?:drop|remove|delete) (?:the )?(?:compliant |managed )?device (?:alternative|option|exception) (?:of|from|in) .{2,80}$/i],
  ['require-mfa', new RegExp(`^(?:(?:require|demand) mfa (?:in|by|with) ${POLICY}|make mfa the one thing that suffices in .{2,80})$`, 'i')],
];

/** Later, or under a condition, is not now. */
const NOT_NOW = /\?|\b(?:if|when|once|after|before|unless|until|tomorrow|tonight|later|next)\b/i;

function tenantChange(said: string): { intent: Intent; slots: Slots } | undefined {
  if (NOT_NOW.test(said.replace(/"[^"]*"/g, ''))) return undefined;
  for (const [change, pattern] of CHANGES) {
    const found = pattern.exec(said);
    if (!found) continue;
    const policy = found.slice(1).find((each) => each !== undefined)?.trim();
    const known = change === 'enable-policy' || change === 'enable-security-defaults' ? { change } : {};
    return { intent: 'what-if', slots: { ...known, ...(policy && { policy }), order: said } };
  }
  return undefined;
}
