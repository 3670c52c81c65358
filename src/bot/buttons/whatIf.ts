import { z } from 'zod';
import { showWhatIf } from '../commands/whatIf.js';
import type { SupposedChange } from '../../flows/index.js';
import type { Button } from '../types.js';

const CHANGES = [
  'exclude-location', 'exclude-group', 'exclude-user', 'enable-policy', 'disable-policy', 'enable-security-defaults', 'disable-security-defaults',
  'drop-exclusion', 'remove-from-group', 'add-to-group', 'require-mfa', 'exclude',
] as const satisfies SupposedChange['change'][];
const name = z.string().max(256).optional();
const schema = z.object({ text: name, change: z.enum(CHANGES).optional(), location: name, group: name, user: name, policy: name, thing: name });

/** Completes a supposed change with the choice that was missing. */
export const whatIf: Button<z.output<typeof schema>> = {
  verb: 'what-if', schema, placement: 'here',
  run: (request, { text, ...change }) => showWhatIf(request, text ?? (change as Partial<SupposedChange>)),
};
