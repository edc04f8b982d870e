import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Auth } from "../routes/route.ts";
import { acceptInvitation, consoleHeaders } from "./browsers.ts";
import { examplePerson } from "./example-person.ts";
import { pngPicture } from "./files.ts";
import { createKnown, type Known } from "./known.ts";

/** The headers, and for able-id calls the body fields, that authenticate a request. */
interface Credentials {
  headers: Record<string, string>;
  body: Record<string, string>;
}

/** A service to attack, with the knowledge of a legitimate caller. */
export interface World {
  known: Known;
  /** Sessions whose page is open; `{id}` under `/s` is replaced by one of their ids. */
  pages: { id: string; token: string }[];
  /** The headers of browsers whose people are signed in. */
  browsers: Record<string, string>[];
  credentials: Record<Exclude<Auth, "page" | "browser">, Credentials>;
  /**
   * Creates new projects, operators and sessions: requests may have revoked, erased or ended the
   * previous ones. Starts again, at most twice, if a request in flight ends one that is being
   * created.
   */
  renew(): Promise<void>;
  close(): Promise<void>;
}

type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;
// biome-ignore lint/suspicious/noExplicitAny: responses of a running service, read by their caller
type Answer = any;

/** Hooks: one allows, one denies, one fails. */
const gates = [
  ["/ok", "before_order_add", "gate_apply"],
  ["/deny", "before_user_update", "gate"],
  ["/broken", "before_order_setstatus", "gate"],
] as const;

/**
 * Creates projects, operators, people, webhooks and one of each record through the service's API.
 * Webhooks point at a small server on this machine which allows, denies, fails and returns
 * nonsense.
 */
export async function makeWorld(url: string, operatorToken: string): Promise<World> {
  const receiver = await startReceiver();
  const known = createKnown();
  for (const path of ["/ok", "/deny", "/broken", "/nonsense"]) known.add("url", `${receiver.url}${path}`);
  known.add("url", "https://dead.invalid/hook");
  const operator = { authorization: `Bearer ${operatorToken}` };
  const call = caller(url, known, operator);
  await call("POST", "/manage/v1/registry/people", [examplePerson()]);
  const settled = () => settle(call, known, { url, receiver: receiver.url }, operator);
  const { credentials, pages, browsers } = await settled();
  const world: World = {
    known,
    pages,
    browsers,
    credentials,
    async renew() {
      // Ids of a previous project are unknown to the new one.
      known.keepOnly(["url"]);
      const next = await settled().catch(settled).catch(settled);
      world.credentials = next.credentials;
      world.pages = next.pages;
      world.browsers = next.browsers;
    },
    close: () => receiver.close(),
  };
  return world;
}

async function settle(
  call: Call,
  known: Known,
  { url, receiver }: { url: string; receiver: string },
  operator: Record<string, string>,
): Promise<Pick<World, "credentials" | "pages" | "browsers">> {
  const make = (mode: string) => call("POST", "/manage/v1/projects", { name: "Fuzz", mode, language: "en" });
  const [project, live, spare] = [await make("test"), await make("live"), await make("test")];
  for (const { id } of [project, live]) known.add("project", id);
  known.add("spareProject", spare.id);
  known.add("spareOperator", (await makeOperator(call)).id);
  const reviewer = await makeOperator(call);
  const key = { authorization: `Bearer ${project.apiKey}` };
  await call("PATCH", `/manage/v1/projects/${project.id}/config`, {
    PERSON_WEBHOOK_URL: `${receiver}/ok`,
    REGISTRATION_WEBHOOK_URL: `${receiver}/ok`,
    PHOTO_WEBHOOK_URL: `${receiver}/broken`,
    FOREIGN_WEBHOOK_URL: `${receiver}/ok`,
    SUCCESS_REDIRECT_URL: `${receiver}/ok`,
    ERROR_REDIRECT_URL: `${receiver}/ok`,
  });
  await call("POST", `/manage/v1/projects/${project.id}/event-types`, {
    type: "custom.fuzz",
    title: { ru: "Проба", en: "Fuzz" },
    schema: { type: "object", properties: { amount: { type: "number" } } },
    example: { amount: 1 },
  });
  for (const path of ["/ok", "/broken"]) {
    await call("POST", "/manage/v1/webhooks", {
      projectId: project.id,
      name: `Fuzz ${path}`,
      url: `${receiver}${path}`,
      events: ["*"],
      dialect: "standard",
    });
  }
  for (const [path, event, mode] of gates) {
    await call("POST", "/manage/v1/webhooks", {
      projectId: project.id,
      name: `Fuzz gate ${path}`,
      url: `${receiver}${path}`,
      events: [event],
      mode,
    });
  }
  const user = await call("POST", "/organization/user/new", { firstName: "Ada", phone: "+79990000000" }, key);
  for (const email of ["ada@countersign.test", "bea@countersign.test"])
    await call("POST", "/v1/users", { email }, key);
  const pages: World["pages"] = [];
  for (let index = 0; index < 16; index++) {
    const page = await openPage(call, project, index);
    pages.push(page);
    if (index >= 8) await step(call, page, "consent", {});
    if (index >= 8 && index % 4 === 0) await step(call, page, "document-type", { documentType: "passport" });
  }
  for (const page of pages.filter((_, index) => index >= 8 && index % 4 === 3)) await takeCall(call, page);
  await submitForReview(call, await openPage(call, live, 0));
  const credentials = {
    operator: { headers: { ...operator, "x-project-id": project.id }, body: {} },
    reviewer: { headers: { authorization: `Bearer ${reviewer.token}` }, body: {} },
    project: { headers: { ...key, "x-user-id": String(user.user?.id) }, body: {} },
    "able-id": { headers: {}, body: { projectId: project.id, secret: project.secret } },
    "love-and-pay": { headers: { "x-api-key": project.apiKey }, body: {} },
    visitor: { headers: consoleHeaders, body: {} },
    none: { headers: {}, body: {} },
  };
  const browsers: World["browsers"] = [];
  for (const role of ["admin", "admin", "operator", "viewer"]) {
    const invited = await invite(call, role);
    known.add("email", invited.email);
    browsers.push(await acceptInvitation(url, invited.link));
  }
  // For requests to accept.
  for (let index = 0; index < 8; index++) await invite(call, "viewer");
  return { credentials, pages, browsers };
}

/** A person with an e-mail address, and the link by which they choose a password. */
async function invite(call: Call, role: string): Promise<{ email: string; link: string }> {
  const email = `fuzz-${randomUUID()}@countersign.test`;
  const { invitation } = await call("POST", "/manage/v1/operators", { name: "Fuzz", role, email });
  return { email, link: invitation.url };
}

async function makeOperator(call: Call): Promise<{ id: string; token: string }> {
  const { operator, id, token } = await call("POST", "/manage/v1/operators", {
    name: "Fuzz",
    role: "reviewer",
  });
  return { id: operator?.id ?? id, token };
}

/** A session and its page's token from the link's fragment. */
async function openPage(call: Call, project: Answer, index: number): Promise<{ id: string; token: string }> {
  const method = ["document", "liveness", "qes", "video_conference"][index % 4];
  const key = { authorization: `Bearer ${project.apiKey}` };
  const session = await call("POST", "/manage/v1/sessions", { projectId: project.id, method }, key);
  const [, id, token] = /\/s\/([A-Za-z0-9_-]+)#([^"]+)/.exec(JSON.stringify(session)) ?? [];
  if (id === undefined || token === undefined) throw new Error("a new session has no link to its page");
  return { id, token };
}

/** Makes the calls of a document session's applicant, so that there is a review. */
async function submitForReview(call: Call, page: { id: string; token: string }): Promise<void> {
  await step(call, page, "consent", {});
  await step(call, page, "document-type", { documentType: "passport" });
  for (const kind of ["document_front", "selfie"]) await step(call, page, `capture?kind=${kind}`, pngPicture);
}

/** Has the operator lead the call of a session whose applicant has agreed. */
async function takeCall(call: Call, page: { id: string; token: string }): Promise<void> {
  await step(call, page, "join", {});
  const { data } = await call("GET", `/manage/v1/reviews?sessionId=${page.id}`);
  for (const { id } of data) await call("POST", `/manage/v1/reviews/${id}/claim`, {});
}

async function step(
  call: Call,
  { id, token }: { id: string; token: string },
  path: string,
  body: unknown,
): Promise<void> {
  const type = body instanceof Uint8Array ? "image/png" : "application/json";
  await call("POST", `/s/${id}/${path}`, body, { "x-page-token": token, "content-type": type });
}

function caller(url: string, known: Known, usual: Record<string, string>): Call {
  return async (method, path, body, headers = usual) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      ...(body !== undefined && {
        body: body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} returned ${response.status}: ${text.slice(0, 500)}`);
    const answer: Answer = text === "" ? null : JSON.parse(text);
    known.harvest(answer);
    return answer;
  };
}

async function startReceiver(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      if (request.url?.startsWith("/deny") === true) response.writeHead(422).end('{"allow":false}');
      else if (request.url?.startsWith("/broken") === true) response.writeHead(500).end("no");
      else if (request.url?.startsWith("/nonsense") === true) response.writeHead(200).end('{"data":[1,{');
      else response.writeHead(200, { "content-type": "application/json" }).end('{"allow":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
