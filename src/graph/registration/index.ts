export { identifierUri } from './differences.js';
export { register } from './register.js';
export { RegistrationError, type Registered, type WantedRegistration } from './types.js';
