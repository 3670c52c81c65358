import { Classifier } from './model/classifier.js';
import { readModel } from './model/file.js';
import { Lexicon } from './model/lexicon.js';
import type { Language } from './types.js';
import { understand } from './understand.js';

/** Loads the trained model from the house; nothing leaves it. `now` resolves "since 3 November". Throws when the model file is missing. */
export function loadLanguage(now: () => Date = () => new Date()): Language {
  const model = readModel();
  const tools = { classifier: new Classifier(model), lexicon: new Lexicon(model.words), now };
  return { understand: (message, context = {}) => understand(message, context, tools) };
}

export { buildDirectory, matchAccounts, matchName, type Directory, type Nameable } from './names.js';
export type { ConversationContext, Filter, FindingFilter, Intent, Language, Slots, Understanding } from './types.js';
