import { z } from 'zod';
import { DecodeError } from '../decode/json.js';

const scope = z.looseObject({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean().nullish() });
const preAuthorized = z.looseObject({ appId: z.string(), delegatedPermissionIds: z.array(z.string()) });
const resourceAccess = z.looseObject({ id: z.string(), type: z.string() });
const requiredAccess = z.looseObject({ resourceAppId: z.string(), resourceAccess: z.array(resourceAccess) });
const list = <T extends z.ZodType>(of: T) => z.array(of).nullish().transform((all) => all ?? []);

const application = z.object({
  id: z.string(),
  appId: z.string(),
  displayName: z.string(),
  signInAudience: z.string(),
  identifierUris: list(z.string()),
  requiredResourceAccess: list(requiredAccess),
  api: z.looseObject({ requestedAccessTokenVersion: z.number().nullish(), oauth2PermissionScopes: list(scope), preAuthorizedApplications: list(preAuthorized) }),
  web: z.looseObject({ redirectUris: list(z.string()) }),
  passwordCredentials: list(z.looseObject({ displayName: z.string().nullish(), endDateTime: z.string() })),
});

/** An app registration, as far as it is set up here; what else Graph says of its parts is kept. */
export type Application = z.output<typeof application>;

/** Throws DecodeError. */
export function decodeApplication(raw: unknown): Application {
  const { data, error } = application.safeParse(raw);
  if (data) return data;
  throw new DecodeError(`an app registration is not as documented at \`${error.issues[0]?.path.join('.')}\``);
}
