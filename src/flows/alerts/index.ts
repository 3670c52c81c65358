/** What must not wait for the next daily card. */
export { alertOf, type AlertParts } from './alerts.js';
