// The whole suite on two cores: two mocha processes side by side, each with its own files in order.
// Files of one process share what is slow to start (a database server, a product); mocha's own parallel mode would take that down after each file.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What drives browsers, command lines and processes; everything else is the other part. */
const OUTSIDE = ['e2e', 'appPackage', 'deploy', 'cli', 'jobs'];
/** What meets the runtime's own parts (sockets, streams, databases, time zones): tried on another Node, too. */
const RUNTIME = [['http', 'bot/teams.test', 'bot/files.test'], ['store', 'graph/connection.test', 'graph/snapshot.test', 'tickets', 'flows/schedule']];

const only = process.argv[2] === 'core';
const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).toSorted();
const isIn = (file, places) => places.some((place) => file.startsWith(join(place, '')) || file.startsWith(`${join(place)}.`));
const isKill = (file) => /kill/i.test(file);
const parts = only
  ? RUNTIME.map((places) => files.filter((file) => isIn(file, places) && !isKill(file)))
  : [files.filter((file) => isIn(file, OUTSIDE)), files.filter((file) => !isIn(file, OUTSIDE))];

/** Resolves to the exit status; what it printed follows in one piece, so that two reports don't mix. */
function mocha(part) {
  const child = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', ...part.map((file) => join('test', file))], { env: { ...process.env, BUILT: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve) => child.on('close', (status) => {
    process.stdout.write(Buffer.concat(printed));
    resolve(status ?? 1);
  }));
}

const statuses = await Promise.all(parts.map(mocha));
process.exitCode = Math.max(...statuses);
