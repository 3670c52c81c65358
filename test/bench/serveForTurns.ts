/** The product without the simulator, which would take the processor from what is measured. */
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';

const app = await createApp(loadConfig(process.env));
await app.serve();
