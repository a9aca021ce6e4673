// Preloaded into what bootstrap.mjs starts: when the launcher is killed outright (kill -9) it can no longer
// forward anything, but its channel closes, and then this process stops in the orderly way.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
