// The whole suite on two cores: two mocha processes side by side, each with its own files in order. Files of one process share what is slow to
// start (a database server, a product); mocha's own parallel mode would take that down after each file.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What drives browsers, command lines and processes, and everything else. */
const OUTSIDE = ['e2e', 'cli', 'appPackage', 'deploy', 'jobs'];

const only = process.argv[2] === 'core';
const files = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.test.ts')).toSorted();
const isOutside = (file) => OUTSIDE.some((folder) => file.startsWith(join(folder, '')));
const halves = only
  ? [files.filter((file) => /^(?:bot|http)\//.test(file)), files.filter((file) => !isOutside(file) && !/^(?:bot|http)\//.test(file) && !file.includes('kill'))]
  : [files.filter(isOutside), files.filter((file) => !isOutside(file))];

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

const statuses = await Promise.all(halves.map(mocha));
process.exitCode = Math.max(...statuses);
