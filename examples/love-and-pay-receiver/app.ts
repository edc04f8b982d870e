import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

/** The parts of Express that the receiver uses, so that the example has no dependencies. */

export interface Request {
  headers: IncomingHttpHeaders;
  /** The bytes as received: the signature covers them. */
  rawBody: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: a receiver reads what the documentation names
  body: any;
}

export interface Response {
  status(code: number): Response;
  json(value: unknown): void;
}

type Handler = (req: Request, res: Response) => void;

export interface App {
  post(path: string, handler: Handler): void;
  /** Resolves once the server listens. */
  listen(port: number): Promise<{ url: string; server: Server }>;
}

export function createApp(): App {
  const handlers = new Map<string, Handler>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const handler = request.method === "POST" ? handlers.get(request.url ?? "") : undefined;
      let code = 200;
      const res: Response = {
        status: (given) => {
          code = given;
          return res;
        },
        json: (value) => {
          response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(value));
        },
      };
      if (handler === undefined) return res.status(404).json({ error: "not found" });
      const rawBody = Buffer.concat(chunks);
      try {
        handler({ headers: request.headers, rawBody, body: JSON.parse(rawBody.toString("utf8")) }, res);
      } catch {
        res.status(400).json({ error: "bad request" });
      }
    });
  });
  return {
    post: (path, handler) => void handlers.set(path, handler),
    listen: (port) =>
      new Promise((resolve) => {
        server.listen(port, "127.0.0.1", () => {
          const address = server.address();
          const bound = typeof address === "object" && address !== null ? address.port : port;
          resolve({ url: `http://127.0.0.1:${bound}`, server });
        });
      }),
  };
}
