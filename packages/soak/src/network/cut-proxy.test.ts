import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type CutProxy, cutProxy } from "./cut-proxy.ts";

/** A program that returns every byte, behind a proxy. */
async function echo(): Promise<CutProxy> {
  const socket = path.join(tmpdir(), `cut-proxy-${process.pid}.sock`);
  rmSync(socket, { force: true });
  const server = createServer((one) => one.on("error", () => {}).pipe(one)).listen(socket);
  await once(server, "listening");
  const proxy = await cutProxy(() => socket);
  onTestFinished(() => {
    proxy.close();
    server.close();
  });
  return proxy;
}

const open = ({ port }: CutProxy): Socket => connect(port, "127.0.0.1").on("error", () => {});
const closed = (socket: Socket) => new Promise((resolve) => socket.once("close", resolve));
const dial = async (proxy: CutProxy): Promise<Socket> => {
  const socket = open(proxy);
  await once(socket, "connect");
  return socket;
};
const returned = async (socket: Socket, text: string): Promise<string> => {
  socket.write(text);
  return String((await once(socket, "data"))[0]);
};

test("it carries bytes; a cut resets what is open and what comes, until it is up again", async () => {
  const proxy = await echo();
  const socket = await dial(proxy);
  expect(await returned(socket, "hello")).toBe("hello");
  const gone = closed(socket);
  proxy.set("cut");
  await gone;
  await closed(open(proxy));
  proxy.set("up");
  expect(await returned(await dial(proxy), "again")).toBe("again");
});

test("a silent network swallows bytes and stays connected; what lost them is reset when it is up again", async () => {
  const proxy = await echo();
  const socket = await dial(proxy);
  expect(await returned(socket, "hello")).toBe("hello");
  proxy.set("silent");
  let heard = 0;
  socket.on("data", () => heard++);
  socket.write("is anybody there?");
  // The other side of the proxy has had its turn when a later connection was made.
  await dial(proxy);
  expect([heard, socket.destroyed]).toEqual([0, false]);
  const gone = closed(socket);
  proxy.set("up");
  await gone;
  expect(heard).toBe(0);
});
