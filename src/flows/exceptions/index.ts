/** Findings that somebody answers for, for a while. They never make an account compliant. */
export { acceptable, acceptedAccounts, byAccount, GAP, type Accepted } from './accepted.js';
export { acceptFindings, lastDay, LONGEST_DAYS, MOST_ACCOUNTS, type AcceptOutcome, type AcceptWish, type ExceptionParts } from './accept.js';
export { askForReviews, reviewCard, type ReviewParts } from './review.js';
export { withdrawException, type WithdrawOutcome } from './withdraw.js';
export { acceptedLine, acceptedWords, headlineWithAccepted, onSameTerms } from './words.js';
