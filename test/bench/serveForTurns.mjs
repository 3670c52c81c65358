/** The built product without the simulator, which would take the processor from what is measured. */
import { createApp } from '../../dist/app.js';
import { loadConfig } from '../../dist/config.js';

const app = await createApp(loadConfig(process.env));
await app.serve();
