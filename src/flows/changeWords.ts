import type { SupposedChange } from './types.js';

type Reading = [pattern: RegExp, read: (groups: Record<string, string | undefined>) => Partial<SupposedChange>];

const POLICY_FROM = String.raw`(?:\s+(?:from|in|of)\s+(?:the\s+)?(?:policy\s+)?(?<policy>.+?))?`;
const ON = String.raw`(?:enable|enabling|enabled|activate|activating|(?:turn|switch)(?:ing|ed)?\s+on)`;
const OFF = String.raw`(?:disable|disabling|disabled|deactivate|deactivating|(?:turn|switch)(?:ing|ed)?\s+off)`;
const EXCLUDE = String.raw`(?:exclude|excluding|exempt|exempting|except)`;
const DROP = String.raw`(?:drop|dropping|remove|removing|delete|deleting)`;

/** Tried in this order; each is anchored, so a sentence is read whole or not at all. */
const READINGS: Reading[] = [
  reading(`${ON} (?:the )?security defaults`, () => ({ change: 'enable-security-defaults' })),
  reading(`${OFF} (?:the )?security defaults`, () => ({ change: 'disable-security-defaults' })),
  reading(`${EXCLUDE} (?:the )?(?:named )?location (?<location>.+?)${POLICY_FROM}`, ({ location, policy }) => ({ change: 'exclude-location', location, policy })),
  reading(`${EXCLUDE} (?:the )?group (?<group>.+?)${POLICY_FROM}`, ({ group, policy }) => ({ change: 'exclude-group', group, policy })),
  reading(`${EXCLUDE} (?:the )?(?:user|account) (?<user>.+?)${POLICY_FROM}`, ({ user, policy }) => ({ change: 'exclude-user', user, policy })),
  reading(`${EXCLUDE} (?<thing>.+?)${POLICY_FROM}`, ({ thing, policy }) => ({ change: 'exclude', thing, policy })),
  reading(`${DROP} (?:the )?exclusion (?:of|for) (?<thing>.+?)${POLICY_FROM}`, ({ thing, policy }) => ({ change: 'drop-exclusion', thing, policy })),
  reading(`${DROP} (?:the |all )?(?:trusted )?(?:location|network|office)s? exclusions?${POLICY_FROM}`, ({ policy }) => ({ change: 'drop-exclusion', thing: 'locations', policy })),
  reading(`${DROP} (?:the )?(?:compliant |managed )?device (?:alternative|option|exception) (?:of|from|in) (?:the )?(?:policy )?(?<policy>.+?)`, ({ policy }) => ({ change: 'require-mfa', policy })),
  reading(`(?:stop excluding|include) (?<thing>.+?) (?:from|in) (?<policy>.+?)`, ({ thing, policy }) => ({ change: 'drop-exclusion', thing, policy })),
  reading(`(?:take|remove|removing|taking) (?<user>.+?) (?:out of|from) (?:the )?(?:group )?(?<group>.+?)`, ({ user, group }) => ({ change: 'remove-from-group', user, group })),
  reading(`(?:add|adding|put|putting) (?<user>.+?) (?:to|into|in) (?:the )?(?:group )?(?<group>.+?)`, ({ user, group }) => ({ change: 'add-to-group', user, group })),
  reading(`(?:require|requiring|demand) mfa (?:in|on top of|by|with) (?<policy>.+?)`, ({ policy }) => ({ change: 'require-mfa', policy })),
  reading(`make mfa the one thing that suffices in (?<policy>.+?)`, ({ policy }) => ({ change: 'require-mfa', policy })),
  reading(`${ON} (?:the )?(?:policy )?(?<policy>.+?)`, ({ policy }) => ({ change: 'enable-policy', policy })),
  reading(`${OFF} (?:the )?(?:policy )?(?<policy>.+?)`, ({ policy }) => ({ change: 'disable-policy', policy })),
];

/** Longer than any change a person types; keeps the patterns' work bounded. */
const LONGEST = 400;

/** `exclude the Montreal office` and the like; empty where the words are no change this product can suppose. */
export function readChange(text: string): Partial<SupposedChange> {
  const words = text.slice(0, LONGEST).trim().replace(/\s+/g, ' ').replace(/^what ?if (?:we |i |you )?/i, '').replace(/[?.!]+$/, '');
  for (const [pattern, read] of READINGS) {
    const match = pattern.exec(words);
    if (match) return named(read(match.groups ?? {}));
  }
  return {};
}

function reading(pattern: string, read: Reading[1]): Reading {
  return [new RegExp(`^${pattern.replaceAll(' ', String.raw`\s+`)}$`, 'i'), read];
}

/** Without the quotes and backticks that people put around names, and without what was not said. */
function named(change: Partial<SupposedChange>): Partial<SupposedChange> {
  const said = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said.map(([slot, value]) => [slot, value.replace(/^["'`“”]+|["'`“”]+$/g, '')]));
}
