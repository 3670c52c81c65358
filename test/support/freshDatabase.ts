import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { quickestDatabase } from '../store/databases.js';

/** A database nobody else writes to, as a configured product finds it: on the server where there is one, else embedded. */
export async function freshDatabase(): Promise<Record<string, string>> {
  const { databaseUrl } = await quickestDatabase();
  if (!databaseUrl) return {};
  const name = `mfa_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const url = new URL(databaseUrl);
  url.pathname = `/${name}`;
  return { DATABASE_URL: url.href };
}
