/** Compiles `src` to `dist`, file by file: loading TypeScript on the fly would cost the first answer two seconds. */
import { build } from 'esbuild';

await build({
  entryPoints: ['src/**/*.ts', 'src/**/*.mjs', 'src/**/*.bin', 'src/**/*.txt'],
  loader: { '.mjs': 'copy', '.bin': 'copy', '.txt': 'copy' },
  outbase: 'src', outdir: 'dist', format: 'esm', platform: 'node', target: 'node20', logLevel: 'error',
});
