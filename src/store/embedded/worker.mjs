// Plain JavaScript, because a worker thread starts without the TypeScript loader. Messages: see client.ts.
/* oxlint-disable unicorn/require-post-message-target-origin -- a thread's port has no origin */
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

const opening = PGlite.create(workerData.folder);
opening.then(() => parentPort.postMessage({ id: 0 }), (cause) => failed(0, cause));

parentPort.on('message', async ({ id, sql, parameters }) => {
  try {
    const database = await opening;
    if (sql === undefined) await database.close();
    parentPort.postMessage({ id, ...(sql === undefined ? {} : await run(database, sql, parameters)) });
  } catch (cause) {
    failed(id, cause);
  }
});

/** As PostgreSQL's own protocols do it: without parameters it may be several statements. */
async function run(database, sql, parameters) {
  const results = parameters.length === 0 ? await database.exec(sql) : [await database.query(sql, parameters)];
  return { rows: results.flatMap(({ rows }) => rows), affectedRows: results.at(-1)?.affectedRows };
}

/** @param {number} id @param {unknown} cause */
function failed(id, cause) {
  parentPort.postMessage({ id, error: { message: String(cause?.message ?? cause), code: cause?.code } });
}
