export * from './accountSet.js';
export * from './conditionalAccess.js';
export * from './edits.js';
export * from './explanation.js';
export * from './report.js';
export * from './snapshot.js';
