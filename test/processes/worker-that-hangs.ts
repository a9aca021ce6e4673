// A worker in a process of its own whose job never ends, for being killed in the middle of it.
import { run } from 'graphile-worker';

await run({
  connectionString: process.argv[2]!,
  concurrency: 1,
  noHandleSignals: true,
  taskList: {
    sweep_expired: async () => {
      process.send?.('working');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    },
  },
});
