import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";

/** A received webhook, and the results of verifying it. */
export interface Received {
  path: string;
  id: string;
  headers: Record<string, string>;
  text: string;
  body: AbleIdBody;
  /** Whether `webhook-signature` is valid, verified by the published `standardwebhooks` package. */
  signed: boolean;
  /** Whether `data.hash` is this project's hash for this session. */
  hashed: boolean;
}

export interface AbleIdBody {
  statusCode: number;
  type: string;
  message: string;
  data: { attemptId: string; hash: string; [field: string]: unknown };
}

/** The project's secrets that the receiver verifies with. */
export interface ProjectSecrets {
  id: string;
  secret: string;
  webhookSecret: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** Sets the secrets once the project exists; whatever arrives earlier counts as not verified. */
  trust(project: ProjectSecrets): void;
  close(): Promise<void>;
}

/** A web server that takes webhooks on every path, verifies them and returns 200; to a browser it shows a page. */
export async function startReceiver(onReceived: (one: Received) => void = () => {}): Promise<Receiver> {
  const received: Received[] = [];
  let project: ProjectSecrets | null = null;
  const server = createServer((request, response) => {
    if (request.method !== "POST") {
      response.writeHead(200, { "content-type": "text/plain" }).end(`The bank's own page: ${request.url}\n`);
      return;
    }
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      const text = Buffer.concat(chunks).toString("utf8");
      const body: AbleIdBody = JSON.parse(text);
      const one: Received = {
        path: request.url ?? "/",
        id: headers["webhook-id"] ?? "",
        headers,
        text,
        body,
        signed: project !== null && isSigned(project.webhookSecret, text, headers),
        hashed: project !== null && body.data.hash === ableIdHash(project, body.data.attemptId),
      };
      received.push(one);
      response.writeHead(200).end();
      onReceived(one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    trust: (trusted) => {
      project = trusted;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function isSigned(secret: string, text: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
}

function ableIdHash(project: ProjectSecrets, attemptId: string): string {
  const inner = sha1(project.id + project.secret);
  return sha1(inner + attemptId);
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex").toUpperCase();
}
