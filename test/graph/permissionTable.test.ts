import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as calls from '../../src/graph/calls.js';
import { grantedAs, PLANNER_PERMISSION, READ_PERMISSIONS, SIGN_IN_PERMISSIONS, writePermissions } from '../../src/graph/permissions/table.js';

const sources = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const names = (permissions: readonly { name: string }[]): string[] => permissions.map(({ name }) => name);

/** Every read with its permission, functions called with any text. */
const reads = Object.values(calls).flatMap((each: unknown) => {
  const call = typeof each === 'function' ? (each as (text: string) => unknown)('any') : each;
  return typeof call === 'object' && call !== null && 'permission' in call ? [call as calls.ReadCall] : [];
});

describe('the permissions', () => {
  it('of all reads are in the table, and none is in it without need', () => {
    assert.ok(reads.length > 20);
    assert.deepEqual([...new Set(reads.map(({ permission }) => grantedAs(permission)))].toSorted(), names(READ_PERMISSIONS).toSorted());
    const included = READ_PERMISSIONS.flatMap(({ includes = [] }) => includes);
    assert.deepEqual(included.filter((name) => !reads.some(({ permission }) => permission === name)), []);
  });

  it('that scans hold only read', () => {
    assert.deepEqual(names(READ_PERMISSIONS).filter((name) => !/\.Read(\.|Basic\.)/.test(name)), []);
  });

  it('are those of the README, word by word', () => {
    const rows = [...sources('README.md').matchAll(/^ *\| `([\w.-]+)` \| (.+?) \|$/gm)].map(([, name, why]) => ({ name, why }));
    assert.deepEqual(rows.filter(({ name }) => name!.includes('.')), READ_PERMISSIONS.map(({ name, why }) => ({ name, why })));
  });

  it('that the README and .env.example name anywhere are needed, and those of changes are named', () => {
    const all = new Set([...names(READ_PERMISSIONS), PLANNER_PERMISSION.name, ...names(SIGN_IN_PERMISSIONS), ...names(writePermissions({ roleGroups: true }))]);
    const named = [...`${sources('README.md')}${sources('.env.example')}`.matchAll(/\b[A-Z][A-Za-z-]+\.(?:Read|ReadWrite|ReadBasic)\.[A-Za-z.]+\b/g)].map(([name]) => name);
    assert.deepEqual(named.filter((name) => !all.has(name)), []);
    assert.deepEqual(names(writePermissions({ roleGroups: true })).filter((name) => !named.includes(name)), []);
  });

  it('for role-assignable groups are only asked for by whoever wants them', () => {
    assert.deepEqual(names(writePermissions({ roleGroups: true })).filter((name) => !names(writePermissions({ roleGroups: false })).includes(name)), ['RoleManagement.ReadWrite.Directory']);
  });
});
