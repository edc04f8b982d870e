import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { childrenOf, residentMegabytes } from "./support/child-processes.ts";
import { pageCall, untilProcessed } from "./support/document-session.ts";
import { greyForTest, pngOf } from "./support/drawn-documents.ts";
import { demoPeople, serviceForTest } from "./support/service.ts";

// biome-ignore lint/style/noProcessEnv: for more of them than the suite has time for
const mutations = Number(process.env.HOSTILE_PICTURES ?? 80);
const lookerFile = "checks/child/entry.ts";
/** The child's limit, and what it may use beyond it until that is noticed. */
const maxChildMegabytes = 1024;
/** Pictures that a session may send, refused ones included, are 20. */
const mostPerSession = 15;

/** Gradients and edges of 128 x 112 pixels. */
const jpeg = Buffer.from(
  `
  /9j/4AAQSkZJRgABAQAAAQABAAD/2wEEEAAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIARwBC
  AEcAQgBdAI0AWABnAFgAWABnAFgAjQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsBdwGLAgQC
  BAK2EQAbABsAGwAbABwAGwAeACEAIQAeACoALQAoAC0AKgA9ADgAMwAzADgAPQBdAEIARwBCAEcAQgBdAI0AWABnAFgAWABnAFgA
  jQB9AJcAewBzAHsAlwB9AOAAsACcAJwAsADgAQMA2QDOANkBAwE6ARkBGQE6AYsBdwGLAgQCBAK2/8IAEQgAcACAAwEiAAIRAQMR
  Af/EADAAAQEBAQEBAAAAAAAAAAAAAAECAwUEBgEBAQEBAQEAAAAAAAAAAAAAAwIBBQQG/9oADAMBAAIQAxAAAAD51pfBplRalJpr
  Ftp6ejTKi1ii1K8ha8Xzs01izSyg04ui106mmpSaXFGmV5DT4vnRpxRplBaxbpenQ0yg04otSvIWvF87NNYs01KTSyujT1KFqUmm
  pWaXF5rT6PmhplBaxZpqVxWuT6JpqVmlxBplfEtd35eaalJpcUaZXGl5PoGmVGmUFrF8LT3flxplBplRaxcWnkegWsWaalZpcT//
  xAAUEAEAAAAAAAAAAAAAAAAAAAAR/9oACAEBAAECAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
  AAAAAAAAAAAAAAAA/8QAFBABAAAAAAAAAAAAAAAAAAAAcP/aAAgBAQADPwBg/8QAFREBAQAAAAAAAAAAAAAAAAAAABH/2gAIAQIB
  AT8Aqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqv/EABURAQEAAAAAAAAAAAAAAAAAAAEA/9oACAEDAQE/ABhhhhhhhhhhhhhh
  hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhv/Z
`,
  "base64",
);

/** A pseudorandom number from 0 to 1 for each call, the same in each run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The JPEG with wrong dimensions in its frame header. */
function announcing(width: number, height: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(jpeg);
  let at = 2;
  while (bytes.readUInt8(at + 1) < 0xc0 || bytes.readUInt8(at + 1) > 0xc2)
    at += 2 + bytes.readUInt16BE(at + 2);
  bytes.writeUInt16BE(height, at + 5);
  bytes.writeUInt16BE(width, at + 7);
  return bytes;
}

function mutated(picture: Buffer, random: () => number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(picture);
  for (let changes = 1 + Math.floor(random() * 12); changes > 0; changes--)
    bytes[2 + Math.floor(random() * (bytes.length - 2))] = Math.floor(random() * 256);
  const cut = random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
  return Buffer.from(cut);
}

test("changed pictures, bombs and absurd sizes never crash the service, and the child keeps its limits", async () => {
  const service = await serviceForTest("hostile-pictures");
  const { id: projectId } = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  await service.manage(`/projects/${projectId}`, { checksPolicy: { retakes: 0 } }, "PATCH");
  const random = createRandom(20_261_129);
  const face = Buffer.from(demoPeople().find(({ photo }) => photo !== null).photo, "base64");
  const grey = greyForTest(200, 200, (x, y) => (x * y) % 256);
  const bomb = (width: number, height: number) =>
    pngOf(width, height, deflateSync(Buffer.alloc((width + 1) * height)));
  const bombs = [
    bomb(100_000, 1),
    bomb(1, 100_000),
    bomb(16_000, 2_000),
    bomb(16_384, 16_384 / 4),
    pngOf(120, 120, deflateSync(Buffer.alloc(64 * 1024 * 1024))),
    announcing(16_000, 16_000),
    announcing(5_600, 5_600),
    announcing(1, 16_000),
  ];
  const hostile = [
    ...bombs,
    ...Array.from({ length: mutations }, (_, at) =>
      mutated([jpeg, face, jpeg, grey][at % 4] ?? grey, random),
    ),
  ];

  let most = 0;
  const watching = setInterval(() => {
    for (const pid of childrenOf(service.running().process.pid, lookerFile))
      most = Math.max(most, residentMegabytes(pid));
  }, 50);
  const submitted: string[] = [];
  const send = async () => {
    let url: string | null = null;
    let id = "";
    let sent = 0;
    for (let bytes = hostile.pop(); bytes !== undefined; bytes = hostile.pop()) {
      if (url === null) {
        ({ id, url } = await service.manage("/sessions", { projectId, method: "document" }));
        await pageCall(url ?? "", "consent");
        await pageCall(url ?? "", "document-type", { documentType: "passport" });
        sent = 0;
      }
      const { status } = await pageCall(url ?? "", "capture?kind=document_front", bytes);
      expect([200, 413, 422]).toContain(status);
      const isTaken = status === 200;
      if (isTaken) {
        await pageCall(url ?? "", "capture?kind=selfie", grey);
        submitted.push(id);
      }
      if (isTaken || ++sent === mostPerSession) url = null;
    }
  };
  await Promise.all([send(), send(), send()]);
  expect(submitted.length).toBeGreaterThan(mutations / 20);
  for (const id of submitted) expect((await untilProcessed(service, id)).status).toBe("in_review");
  clearInterval(watching);
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThan(maxChildMegabytes);
  expect((await fetch(`${service.url()}/readyz`)).status).toBe(200);
});
