import { expect, test } from "vitest";
import type { Answer } from "../examples/demo/client.ts";
import { pageCall, reviewOf, showPassport, untilProcessed } from "./support/document-session.ts";
import { identityForTest } from "./support/drawn-documents.ts";
import { faceForTest, passportWithFace } from "./support/drawn-faces.ts";
import { operatorToken, serviceForFile, type TestService } from "./support/service.ts";

const serviceOfFile = serviceForFile("checks-faces");
/** Two heads that the models distinguish. */
const [holder, stranger] = [4, 46];

async function projectOf(service: TestService): Promise<Answer> {
  const { id } = await service.manage("/projects", { name: "Bank", mode: "live", language: "en" });
  const approve = ["document.mrz", "document.data", "face.present", "face.match"];
  const checksPolicy = { approve, samplePercent: 0, retakes: 0 };
  return service.manage(`/projects/${id}`, { checks: "decide", checksPolicy }, "PATCH");
}

async function sessionOf(service: TestService, selfie: Buffer<ArrayBuffer>): Promise<Answer> {
  const { id: projectId } = await projectOf(service);
  const input = { projectId, method: "document", expectedIdentity: identityForTest };
  const { id, url } = await service.manage("/sessions", input);
  await showPassport(url, [
    ["document_front", passportWithFace(holder)],
    ["selfie", selfie],
  ]);
  return untilProcessed(service, id);
}

function checkOf(checks: Answer, name: string): Answer {
  return checks.data.find((one: Answer) => one.name === name);
}

test("a selfie like the passport's portrait passes, and both crops are kept as evidence", async () => {
  const service = await serviceOfFile();
  const session = await sessionOf(service, faceForTest({ seed: holder, yaw: 5, size: 0.5 }));
  const checks = await service.manage(`/sessions/${session.id}/checks`);
  expect(checkOf(checks, "face.present")).toMatchObject({ verdict: "pass", code: "face_found" });
  const match = checkOf(checks, "face.match");
  expect(match).toMatchObject({ verdict: "pass", code: "faces_match", threshold: 0.5 });
  expect(match.score).toBeGreaterThan(0.5);
  expect(match.model).toMatch(/^[0-9a-f]{64}$/);
  expect(match.evidence.inputs.map(({ kind }: Answer) => kind)).toEqual(["selfie", "document_front"]);
  expect(session).toMatchObject({ status: "succeeded" });

  expect(match.evidence.pictures.map(({ name }: Answer) => name).sort()).toEqual([
    "document_front",
    "selfie",
  ]);
  for (const { url } of match.evidence.pictures) {
    const shown = await fetch(service.url() + url, { headers: { authorization: `Bearer ${operatorToken}` } });
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([240, 240]);
  }
});

test("a different face refuses nobody automatically: a person decides, and sees the score", async () => {
  const service = await serviceOfFile();
  const session = await sessionOf(service, faceForTest({ seed: stranger, size: 0.5 }));
  expect(session).toMatchObject({ status: "in_review", failureReason: null });
  const { checks } = await reviewOf(service, session);
  expect(checks).toMatchObject({ outcome: "review", cause: "check_open", open: ["face.match"] });
  const match = checkOf(checks, "face.match");
  expect(match).toMatchObject({ verdict: "consider", code: "faces_unlike" });
  expect(match.score).toBeLessThan(0.5);
});

test("poses pass if the head turned as requested and is the same in all", async () => {
  const service = await serviceOfFile();
  const { id: projectId } = await projectOf(service);
  /** What the camera sees when somebody turns to their own left or right. */
  const turned: Record<string, number> = { pose_front: 0, pose_left: 25, pose_right: -25 };
  const poseCheck = async (yawOf: (kind: string) => number) => {
    const { id, url } = await service.manage("/sessions", { projectId, method: "liveness" });
    let page = (await pageCall(url, "consent")).body;
    for (const { kind } of [...page.captures] as { kind: string }[]) {
      const { status, body } = await pageCall(
        url,
        `capture?kind=${kind}`,
        faceForTest({ seed: holder, yaw: yawOf(kind) }),
      );
      if (status !== 200) throw new Error(`${kind}: ${status} ${JSON.stringify(body)}`);
      page = body;
    }
    await untilProcessed(service, id);
    return checkOf(await service.manage(`/sessions/${id}/checks`), "liveness.pose");
  };
  const right = await poseCheck((kind) => turned[kind] ?? 0);
  expect(right).toMatchObject({ verdict: "pass", code: "poses_right" });
  expect(right.evidence.pictures).toHaveLength(3);
  const mirrored = await poseCheck((kind) => -(turned[kind] ?? 0));
  expect(mirrored).toMatchObject({ verdict: "fail", code: "poses_wrong" });
});
