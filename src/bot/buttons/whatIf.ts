import { showWhatIf } from '../commands/whatIf.js';
import type { SupposedChange } from '../../flows/index.js';
import type { Button } from '../types.js';
import { changeData, type ChangeData } from './data.js';

/** Completes a supposed change with the choice that was missing. */
export const whatIf: Button<ChangeData> = {
  verb: 'what-if', schema: changeData, placement: 'here',
  run: (request, { text, ...change }) => showWhatIf(request, text ?? (change as Partial<SupposedChange>)),
};
