import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A bank whose responses the test sets, and which records its requests. */
export interface TestBank {
  url: string;
  asked: { path: string; contentType: string | undefined; form: Record<string, string> }[];
  /** A status and a body: an object is sent as JSON, a text unchanged. */
  answer: (form: Record<string, string>) => { status?: number; body: object | string };
  close(): void;
}

export async function startTestBank(): Promise<TestBank> {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      bank.asked.push({ path: request.url ?? "", contentType: request.headers["content-type"], form });
      const { status = 200, body } = bank.answer(form);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bank: TestBank = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/payment/rest`,
    asked: [],
    answer: () => ({ body: {} }),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return bank;
}
