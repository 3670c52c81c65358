import type { Tenant } from '../tenant/tenant.js';
import type { Account } from '../tenant/account.js';
import type { RoleName } from '../seed/roles.js';
import type { Family } from './throttle.js';

export type GraphObject = Record<string, unknown>;

/** One call as a handler sees it; the same for a request of its own and for a part of a `$batch`. */
export interface Call {
  method: string;
  version: 'v1.0' | 'beta';
  /** Without the version: `/users`. */
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: unknown;
  tenant: Tenant;
  /** Whom the token stands for. */
  caller: Account;
}

export interface Reply {
  status: number;
  body?: GraphObject | number;
  headers?: Record<string, string>;
}

/** A call of Graph that the demo tenant answers. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `{name}` stands for one segment, or for a quoted argument. */
  path: string;
  /** The least privilege that Graph asks for; switched off by `deniedPermissions`. */
  permission: string;
  /** Where the call exists in one version only. */
  version?: 'v1.0' | 'beta';
  family?: Family;
  /** Resource units, where the directory's published cost isn't 1. */
  cost?: number;
  /** Roles that let a person do this; Global Administrator always may. */
  roles?: readonly RoleName[];
  handle(call: Call): Reply;
}

export const ok = (body: GraphObject): Reply => ({ status: 200, body });
export const created = (body: GraphObject): Reply => ({ status: 201, body });
export const noContent = (): Reply => ({ status: 204 });

/** Matches a path against a template; the values of its placeholders, or undefined. */
export function matcher(template: string): (path: string) => Record<string, string> | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const literal = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${literal.join('([^/()]+?)')}/?$`, 'i');
  return (path) => {
    const values = pattern.exec(path)?.slice(1);
    return values && Object.fromEntries(names.map((name, n) => [name, values[n]!]));
  };
}
