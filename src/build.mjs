/** Compiles `src` to `dist`, file by file: loading TypeScript on the fly would cost the first answer two seconds. The tab is bundled for the browser. */
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const SERVER = /\.(?:ts|mjs|bin|txt)$/;
const files = (await readdir('src', { recursive: true })).filter((file) => SERVER.test(file) && !file.startsWith(join('tab', '')));

await rm('dist/tab', { recursive: true, force: true });
await mkdir('dist/tab', { recursive: true });
await Promise.all([
  build({
    entryPoints: files.map((file) => join('src', file)), loader: { '.mjs': 'copy', '.bin': 'copy', '.txt': 'copy' },
    outbase: 'src', outdir: 'dist', format: 'esm', platform: 'node', target: 'node20', logLevel: 'error',
  }),
  build({
    entryPoints: { app: 'src/tab/main.ts', style: 'src/tab/style.css' }, outdir: 'dist/tab', bundle: true, splitting: true, minify: true,
    format: 'esm', platform: 'browser', target: ['chrome120', 'safari16.4', 'firefox120'], legalComments: 'none', logLevel: 'error',
  }),
  copyFile('src/tab/index.html', 'dist/tab/index.html'),
]);
