import { beforeAll, expect, test } from "vitest";
import { callTls, type GuideNginx, guideNginx } from "./support/nginx.ts";
import { operatorToken, serviceForTest, type TestService } from "./support/service.ts";

/** Two cells behind the guide's nginx, whose configuration is unchanged except for ports and the certificate. */

let nginx: GuideNginx;
beforeAll(async () => {
  nginx = await guideNginx("cells.md", "id.example.com");
});

// biome-ignore lint/suspicious/noExplicitAny: tests read responses field by field
type Json = any;

/** A call to the common name, or to one cell's. */
async function call(
  path: string,
  headers: Record<string, string> = {},
  body?: object,
  host = "id.example.com",
) {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  const response = await callTls(
    nginx.httpsPort,
    {
      path,
      method: body === undefined ? "GET" : "POST",
      headers: { host, ...json, ...headers },
    },
    body === undefined ? "" : JSON.stringify(body),
  );
  return { ...response, body: JSON.parse(response.text || "null") as Json };
}

const cell = (name: string) =>
  serviceForTest(`cell-${name}`, { CELL: name, PUBLIC_URL: `https://${name}.id.example.com` });

/** Each cell's own project, as its operator creates it at the cell's own name. */
async function projectIn(name: string): Promise<Json> {
  const operator = { authorization: `Bearer ${operatorToken}` };
  const input = { name: `Bank of ${name}`, mode: "test", language: "en" };
  const { status, body } = await call("/manage/v1/projects", operator, input, `${name}.id.example.com`);
  expect([status, body.id[0]]).toEqual([201, name]);
  return body;
}

test("a proxy finds the cell of each request by what it carries", async () => {
  const [first, second]: TestService[] = await Promise.all([cell("a"), cell("b")]);
  await nginx.start({
    "10.0.1.10:8787": new URL(first?.url() ?? "").host,
    "10.0.2.10:8787": new URL(second?.url() ?? "").host,
  });

  for (const name of ["b", "a"]) {
    const project = await projectIn(name);
    const key = { authorization: `Bearer ${project.apiKey}` };
    const session = await call("/manage/v1/sessions", key, { projectId: project.id, method: "document" });
    expect(session.status).toBe(201);
    expect(session.body.url).toMatch(
      new RegExp(`^https://${name}\\.id\\.example\\.com/s/${name}[\\w-]{21}#`),
    );
    const kyc = await call("/api/v2/kyc/sessions", { "x-api-key": project.apiKey }, {});
    expect([kyc.status, kyc.body.id]).toEqual([201, expect.stringMatching(new RegExp(`^kyc_${name}`))]);

    // The credentials are in the body, which may also be larger than nginx holds in memory.
    const credentials = { projectId: project.id, secret: project.secret };
    const direct = await call("/check/start_direct", {}, { ...credentials, transactionId: `t-${name}` });
    expect(direct.body).toMatchObject({
      statusCode: 200,
      data: { attemptId: expect.stringMatching(`^${name}`) },
    });
    const { attemptId } = direct.body.data;
    const person = { attemptId, pinfl: "12345678901234", birthDate: "2000-01-01" };
    const sent = { ...credentials, ...person, photo: "A".repeat(400_000) };
    expect((await call("/check/get_person_direct", {}, sent)).body.type).toBe("FACE_NOT_VALID");

    // A page's address leads to its cell; under the common name the session's id does.
    const [address = "", token = ""] = session.body.url.split("#");
    const { host, pathname } = new URL(address);
    for (const at of [host, "id.example.com"]) {
      const state = await call(`${pathname}/state`, { "x-page-token": token }, undefined, at);
      expect([state.status, state.body.method]).toEqual([200, "document"]);
    }
  }

  // What belongs to two cells is nobody's: the second refuses it, too.
  const [a, b] = [await projectIn("a"), await projectIn("b")];
  const key = { authorization: `Bearer ${a.apiKey}` };
  expect(await call(`/manage/v1/projects/${b.id}`, key)).toMatchObject({
    status: 421,
    headers: { "countersign-cell": "a" },
    body: { code: "wrong_cell", cell: "a" },
  });
});
