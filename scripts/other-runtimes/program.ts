import assert from "node:assert/strict";
import { createReceiver, memoryInbox } from "@countersign/receiver";
import { everySample, sampleRequest, sampleSecret, sendSample } from "@countersign/receiver/testing";

/** Runs inside the other runtime, in a project that has the packed receiver alone: Web Crypto, and its own server. */
interface Runtimes {
  Bun?: { serve(options: { port: number; fetch: Handler }): { port: number } };
  Deno?: { serve(options: { port: number; onListen(): void }, fetch: Handler): { addr: { port: number } } };
}
type Handler = (request: Request) => Promise<Response>;

let handled = 0;
const receiver = createReceiver({
  secrets: [sampleSecret],
  inbox: memoryInbox(),
  otherwise: () => {
    handled++;
  },
});

const samples = everySample();
for (const { type, format } of samples) {
  const request = sampleRequest(type, { format });
  const statuses = [await receiver.fetch(request.clone()), await receiver.fetch(request.clone())];
  assert.deepEqual([type, format, ...statuses.map(({ status }) => status)], [type, format, 200, 200]);
  const body = `${await request.text()} `;
  const forged = new Request(request.url, { method: "POST", headers: request.headers, body });
  assert.equal((await receiver.fetch(forged)).status, 401);
}
assert.equal(handled, samples.length);

const { Bun, Deno } = globalThis as Runtimes;
const name = Bun ? "Bun" : "Deno";
const port = Bun
  ? Bun.serve({ port: 0, fetch: receiver.fetch }).port
  : Deno?.serve({ port: 0, onListen: () => {} }, receiver.fetch).addr.port;
assert.equal((await sendSample(`http://127.0.0.1:${port}/webhooks`, "kyc.completed")).status, 200);
assert.equal(handled, samples.length + 1);
const said = `${name}: ${samples.length} samples received once, forged ones refused, one over ${name}.serve\n`;
// Its server would keep the process alive.
process.stdout.write(said, () => process.exit(0));
