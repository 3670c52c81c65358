/** A refusal in Graph's own words. `code` is what a client may rely on; messages are those of the service where known. */
export class GraphError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const notFound = (id: string): GraphError =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const badRequest = (message: string): GraphError => new GraphError(400, 'Request_BadRequest', message);

export const unsupportedQuery = (message: string): GraphError => new GraphError(400, 'Request_UnsupportedQuery', message);

export const insufficientPrivileges = (): GraphError =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const noPremium = (): GraphError =>
  new GraphError(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );

export const conditionalAccessUnlicensed = (): GraphError =>
  new GraphError(403, 'AccessDenied', 'Your tenant is not licensed for this feature. Please upgrade your subscription to access it.');

export const pimUnlicensed = (): GraphError =>
  new GraphError(
    400,
    'AadPremiumLicenseRequired',
    'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
  );

export const invalidToken = (): GraphError =>
  new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty or invalid.', { 'www-authenticate': 'Bearer realm=""' });

export const unknownSegment = (path: string): GraphError =>
  new GraphError(
    404,
    'BadRequest',
    `Resource not found for the segment '${path.split('/').at(-1)}'. The demo tenant doesn't answer this call.`,
  );

export const tooManyRequests = (retryAfterSeconds: number | undefined): GraphError =>
  new GraphError(
    429,
    'TooManyRequests',
    'Too many requests.',
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
  );
