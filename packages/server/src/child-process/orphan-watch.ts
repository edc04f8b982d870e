import { workerData } from "node:worker_threads";

/**
 * Ends the process once its parent is gone: its main thread may be in a loop that handles no
 * message.
 */
const everyMs = 1000;
setInterval(() => {
  if (process.ppid !== workerData) process.kill(process.pid, "SIGKILL");
}, everyMs);
