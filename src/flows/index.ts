/** What the product does, a verb a file; called alike by the bot, the command line, jobs and the tab. */
export * from './types.js';
export * from './scan.js';
export * from './scanHistory.js';
export * from './list.js';
export * from './status.js';
export * from './resolveAccounts.js';
export * from './explain.js';
export * from './policies.js';
export * from './emergencyAccounts.js';
export * from './whatIf.js';
export * from './changes/changesSince.js';
export * from './context.js';
export * from './feedback.js';
export * from './export.js';
export * from './authority.js';
export { createAuthority, type AuthorityParts } from './whoMay/createAuthority.js';
