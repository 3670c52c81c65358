/** What a person reads about signing in: what happened, and what to do. */
export const ASK = 'Sign in, so that the change is made with your own rights and carries your name.';
export const ASK_IN_GROUP = 'You have to sign in first, and here only a card\'s button can ask you to: press it, or write to me in our own chat.';
export const AWAY = 'The sign-in service can\'t be reached now, and nothing was changed. Try again in a minute.';
export const WRONG_ACCOUNT = 'That sign-in belongs to another account than the one you use here, and nothing was changed. Press again, and sign in as yourself.';
export const UNREADABLE = 'The sign-in gives no token of this directory, and nothing was changed. An administrator has to check the OAuth connection that `OAUTH_CONNECTION_NAME` names.';
export const NOT_CONFIGURED = 'Changes are made with your own rights, but nobody can sign in yet, and nothing was changed. An administrator has to set `OAUTH_CONNECTION_NAME`.';
export const EXCHANGE_REFUSED = 'The silent sign-in was refused: it has expired, or your consent or a second step is missing. Use the sign-in button.';
export const WRONG_CODE = 'That sign-in code is not valid, or was used before, and nothing was changed. Press again, and sign in once more.';
export const CLOSED = 'You closed the sign-in, and nothing was changed. Press again whenever you like.';
export const NOTHING_WAITS = 'You are signed in. Nothing waits for it any more: ask again.';
export const SIGNED_OUT = 'You are signed out here. I ask you to sign in again before the next change.';
export const OTHER_CONNECTION = 'This sign-in is for another connection than this bot\'s.';

const CONSENT = 'Your consent is missing, and nothing was changed. Press again, and accept what the sign-in asks for; where it asks for an administrator\'s approval, an administrator has to consent for everybody once.';
const INSTALL = 'Teams only signs you in to an app that you have, and nothing was changed. Add the app for yourself, and press again.';
const MISMATCH = 'Teams could not sign you in, because the app\'s addresses don\'t agree, and nothing was changed. An administrator has to compare `webApplicationInfo` in the manifest, '
  + 'the Application ID URI and the token exchange URL of the OAuth connection.';
const FAILED = 'Teams did not sign you in, and nothing was changed. Press again and use the sign-in button; if a window was blocked or closed, allow pop-ups.';

/** The codes of `signin/failure` (Teams SDK, "SSO troubleshooting"). */
const FAILURES: Readonly<Record<string, string>> = {
  userconsentrequired: CONSENT, interactionrequired: CONSENT, installedappnotfound: INSTALL, installappfailed: INSTALL, resourcematchfailed: MISMATCH,
};

export const failureWords = (code: string): string => (Object.hasOwn(FAILURES, code) ? FAILURES[code]! : FAILED);
