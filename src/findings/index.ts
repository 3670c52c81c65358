export { findingRules } from './all.js';
export { explain } from './explain.js';
export { judge } from './judge.js';
export { coversOf, demandsOf } from './policyWords.js';
export { describeEdit } from './describeEdit.js';
export { proofs, type ProofOf } from './proofs.js';
export { looksLikeEmergency, looksLikeService } from './rule.js';
export { subset } from './subset.js';
export { whatIf } from './whatIf.js';
