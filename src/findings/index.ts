export { findingRules } from './all.js';
export { explain } from './explain.js';
export { judge } from './judge.js';
export { coversOf, demandsOf } from './policyWords.js';
export { whatIf } from './whatIf.js';
