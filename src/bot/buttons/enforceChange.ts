import { orderChange } from '../commands/whatIf.js';
import type { SupposedChange } from '../../flows/index.js';
import type { Button } from '../types.js';
import { changeData, type ChangeData } from './data.js';

/** From "what if" to the preview of doing it. */
export const enforceChange: Button<ChangeData> = {
  verb: 'enforce-change', schema: changeData, placement: 'below',
  run: (request, { text, ...change }) => orderChange(request, text ?? (change as Partial<SupposedChange>)),
};
