/** A worker that responds to one request at a time. A worker that fails responds with null from then on. */
export interface WorkerCall<Request, Response> {
  ask: (request: Request, transfer: Transferable[]) => Promise<Response | null>;
  stop: () => void;
}

export function workerCall<Request, Response>(worker: Worker): WorkerCall<Request, Response> {
  let failed = false;
  let waiting: ((response: Response | null) => void) | null = null;
  const settle = (response: Response | null) => {
    waiting?.(response);
    waiting = null;
  };
  worker.onmessage = ({ data }: MessageEvent<Response>) => settle(data);
  worker.onerror = () => {
    failed = true;
    settle(null);
  };
  return {
    ask: (request, transfer) => {
      if (failed) return Promise.resolve(null);
      return new Promise((resolve) => {
        waiting = resolve;
        worker.postMessage(request, transfer);
      });
    },
    stop: () => {
      failed = true;
      worker.terminate();
      settle(null);
    },
  };
}
