import { execFileSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { examplePayload } from "@countersign/receiver/testing";
import { expect, test } from "vitest";
import { commandLineForTest } from "./support/command-line.ts";
import {
  demoCrossings,
  demoPeople,
  operatorToken,
  receiverForTest,
  serviceForFile,
  untilDelivered,
} from "./support/service.ts";

/** The command line against a running service. */

const start = serviceForFile("command-line");

/**
 * A service, a test project with a webhook, and somebody who is signed in with the project's key.
 */
async function signedIn() {
  const service = await start();
  const receiver = await receiverForTest();
  const project = await service.manage("/projects", { name: "Command line", mode: "test", language: "en" });
  const webhook = await service.manage("/webhooks", {
    projectId: project.id,
    name: "Everything",
    url: `${receiver.url}/hook`,
    events: ["*"],
  });
  const line = commandLineForTest();
  const login = await line.run(["login", "--url", service.url(), "--with-token"], `${project.apiKey}\n`);
  expect(login).toMatchObject({ status: 0, stderr: "" });
  const record = (subject: string) =>
    service.manage("/events", {
      projectId: project.id,
      type: "session.expired",
      subject,
      payload: examplePayload("session.expired"),
    });
  return { service, receiver, project, webhook, line, login, record };
}

test("login stores the token where nobody else can read it, and selects the token's only project", async () => {
  const { service, project, line, login } = await signedIn();
  expect(login.stdout).toContain(`Signed in to ${service.url()} as profile default, project ${project.id}.`);
  const file = path.join(line.directory, "config/countersign/config.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);

  const operator = ["login", "--url", service.url(), "--profile", "admin", "--with-token"];
  expect((await line.run(operator, operatorToken)).status).toBe(0);
  const listed = await line.run(["profiles", "list"]);
  expect(listed.stdout).toMatch(/\n {3}default +http.*\n\* {2}admin +http/);
  expect(listed.stdout).not.toContain(operatorToken);
  expect((await line.run(["projects", "use", project.id])).stdout).toContain("Command line, test");
  expect((await line.run(["profiles", "remove", "admin"])).status).toBe(0);
  expect((await line.run(["events", "list"])).status).toBe(0);
});

test("the exit status gives the kind of a problem, and the message what to do next", async () => {
  const { service, line } = await signedIn();
  const statusOf = async (...args: string[]) => {
    const { status, stderr } = await line.run(args);
    return [status, stderr.trim().split("\n").at(-1)];
  };
  const unknown = await line.run(["events", "show", "evt_01kqvs92804t8n5zq1r7c3jw0e"]);
  expect(unknown).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^There is no such event\.\nNext: List the ids: countersign events list\./),
  });
  expect(await statusOf("event", "list")).toEqual([2, expect.stringContaining("did you mean `events`?")]);
  expect(await statusOf("deliveries", "list", "--status", "lost")).toEqual([
    1,
    "Next: Correct status: --status …",
  ]);
  expect(await statusOf("events", "list", "--profile", "none")).toEqual([
    2,
    "Next: List them: countersign profiles list",
  ]);
  const stranger = commandLineForTest();
  expect((await stranger.run(["events", "list"])).status).toBe(3);
  const refused = await stranger.run(["login", "--url", service.url(), "--with-token"], "csk_wrong-token");
  expect(refused).toMatchObject({ status: 3, stderr: expect.stringContaining("Next: ") });
  const nobody = await stranger.run(["login", "--url", "http://127.0.0.1:1", "--with-token"], "csk_a-token");
  expect(nobody).toMatchObject({ status: 4, stderr: expect.stringContaining("can't be reached") });
});

test("events and deliveries are listed and shown, as text and as JSON", async () => {
  const { service, project, line, record } = await signedIn();
  const { id } = await record("customer-1");
  await record("customer-2");
  await untilDelivered(service, 2, `&projectId=${project.id}`);
  const listed = await line.run(["events", "list", "--subject", "customer-1"]);
  expect(listed.stdout.split("\n")).toEqual([
    expect.stringMatching(/^ID +TYPE +SUBJECT +SEQUENCE +CREATED$/),
    expect.stringMatching(`^${id} +session.expired +customer-1 +1 +20`),
    "",
  ]);
  const shown = await line.run(["events", "show", id]);
  expect(JSON.parse(shown.stdout)).toMatchObject({ id, payload: examplePayload("session.expired") });

  const json = await line.run(["deliveries", "list", "--event", id, "--json"]);
  const [delivery, ...more] = JSON.parse(json.stdout);
  expect([delivery.status, more]).toEqual(["delivered", []]);
  const content = await line.run(["deliveries", "show", delivery.id, "--content"]);
  expect(JSON.parse(content.stdout)).toMatchObject({
    attempts: [{ number: 1, statusCode: 200 }],
    content: { body: expect.stringContaining("session.expired") },
  });
  expect((await line.run(["deliveries", "resend", delivery.id])).stdout).toBe("It is on its way.\n");
  await expect.poll(async () => (await service.manage(`/deliveries/${delivery.id}`)).attempts.length).toBe(2);
});

test("verify says exactly what is wrong with a captured request", async () => {
  const { receiver, webhook, line, record, service, project } = await signedIn();
  await record("customer-3");
  await untilDelivered(service, 1, `&projectId=${project.id}`);
  const { headers, text } = receiver.received.at(-1) ?? { headers: {}, text: "" };
  const capture = (bytes: string) => {
    const file = path.join(line.directory, "capture.http");
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    writeFileSync(file, `POST /hook HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${bytes}`);
    return file;
  };
  const secretFile = path.join(line.directory, "secret");
  const verify = async (bytes: string, secret: string, ...more: string[]) => {
    writeFileSync(secretFile, secret);
    const { status, stdout } = await line.run([
      "verify",
      capture(bytes),
      "--secret-file",
      secretFile,
      ...more,
    ]);
    return [status, stdout];
  };
  const other = `whsec_${Buffer.alloc(32, "other").toString("base64")}`;
  expect(await verify(text, webhook.secret)).toEqual([0, expect.stringMatching(/^Genuine: session.expired/)]);
  expect(await verify(JSON.stringify(JSON.parse(text), null, 2), webhook.secret)).toEqual([
    1,
    expect.stringContaining("the JSON was re-serialised"),
  ]);
  expect(await verify(text, webhook.secret, "--at", "2040-01-01T00:00:00Z")).toEqual([
    1,
    expect.stringContaining("The signature is right, but it was made"),
  ]);
  expect(await verify(text, other, "--compare")).toEqual([
    1,
    expect.stringMatching(/in attempt 1: the secret is wrong/),
  ]);
  expect(await verify(text.replace("session.", "sessiom."), webhook.secret, "--compare")).toEqual([
    1,
    expect.stringMatching(/differs from what .* from byte \d+ on/),
  ]);
});

/** The same, signed in as an operator. */
async function asOperator() {
  const signed = await signedIn();
  const { line, service, project } = signed;
  const printed = async (args: string[], stdin?: string) => {
    const { status, stdout, stderr } = await line.run(args, stdin);
    expect([args, status, stderr]).toEqual([args, 0, ""]);
    return stdout;
  };
  await printed(["login", "--url", service.url(), "--project", project.id, "--with-token"], operatorToken);
  const json = async (...args: string[]) => JSON.parse(await printed([...args, "--json"]));
  return { ...signed, json, printed };
}

test("trigger causes events by sessions, by calls of hooks, and by recording them", async () => {
  const { service, project, line, json } = await asOperator();
  const types = async () => {
    const { data } = await service.manage(`/events?projectId=${project.id}&limit=50`);
    return data.map(({ type }: { type: string }) => type);
  };
  expect((await line.run(["trigger", "kyc.completed"])).stdout).toMatch(/^Session \S+ is succeeded\.$/m);
  const failed = await json("trigger", "kyc.failed", "--fail", "selfie_mismatch", "--set", 'userId="42"');
  expect(await service.manage(`/sessions/${failed.sessionId}`)).toMatchObject({
    userId: "42",
    failureReason: "selfie_mismatch",
  });
  for (const type of ["kycliveness.update", "qes.finalized", "videoConference.created", "session.started"])
    await json("trigger", type);
  const left = await json("trigger", "qes.aborted");
  expect(left).toMatchObject({ kind: "session", status: "aborted" });
  expect(await json("trigger", "qes.processing")).toMatchObject({ kind: "session", status: "in_review" });
  const recorded = await json("trigger", "on_subscription", "--set", "subscription.id=sub-1");
  expect((await service.manage(`/events/${recorded.eventId}`)).payload.subscription.id).toBe("sub-1");
  expect(await json("trigger", "before_order_add")).toMatchObject({ kind: "asked", allow: true });
  expect(await types()).toEqual(
    expect.arrayContaining([
      "kyc.completed",
      "kyc.failed",
      "kycliveness.create",
      "kycliveness.update",
      "qes.finalized",
      "qes.aborted",
      "qes.processing",
      "videoConference.created",
      "session.started",
      "review.requested",
      "on_subscription",
    ]),
  );
  expect((await service.manage(`/sessions/${left.sessionId}`)).timeline.at(-1).trigger).toBe("abort");
  const live = await service.manage("/projects", { name: "Live", mode: "live", language: "en" });
  for (const [args, says] of [
    [["kyc.completed", "--project", live.id], "in test projects only"],
    [["check.person"], "Set COUNTERSIGN_PROJECT_SECRET, or give --secret-file"],
    [["kyc.completd"], "Next: countersign events types"],
    [["custom.nothing"], "Next: countersign events types"],
    [["check.person", "--fail", "not_live"], "Leave --fail out, or trigger one of check.outcome"],
    [["check.outcome"], "--set hooks.0="],
    [["qes.aborted", "--fail", "fraud"], "not sent after a failure"],
    [["kyc.failed", "--fail", "fraud"], "Next: Use one of document_expired"],
  ] as const)
    expect(await line.run(["trigger", ...args])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(says),
    });
  const listen = ["listen", "--forward-to", "http://127.0.0.1:1", "--project", live.id];
  expect(await line.run(listen)).toMatchObject({ status: 2, stderr: expect.stringContaining("add --live") });
});

test("trigger sends a person's data by a session that the project's secret starts", async () => {
  const { service, receiver, project, line, json } = await asOperator();
  const secretFile = path.join(line.directory, "project-secret");
  writeFileSync(secretFile, `${project.secret}\n`);
  const run = (...args: string[]) => line.run(["trigger", ...args, "--secret-file", secretFile]);

  expect(await run("check.passport", "--set", "pinfl=99999999999999")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/\[10104\]\nNext: Name a person .*--set pinfl=.*registry import/),
  });
  await service.manage("/registry/people", demoPeople().slice(0, 1));
  await service.manage("/registry/crossings", demoCrossings().slice(0, 1));
  expect(await run("check.person")).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/\[10102\]\nNext: Set PERSON_WEBHOOK_URL in the console/),
  });
  await service.manage(
    `/projects/${project.id}/config`,
    { PERSON_WEBHOOK_URL: `${receiver.url}/person`, FOREIGN_WEBHOOK_URL: `${receiver.url}/foreign` },
    "PATCH",
  );
  await json("trigger", "check.person", "--secret-file", secretFile);
  await json("trigger", "check.foreign_person", "--secret-file", secretFile);
  const outcome = ["--set", `hooks.0=${receiver.url}/outcome`, "--fail", "not_live"];
  expect((await run("check.outcome", ...outcome)).stdout).toMatch(/^Session \S+ is failed\.$/m);

  const received = (at: string) =>
    receiver.received.filter(({ path }) => path === at).map(({ body }) => body);
  await expect
    .poll(() => received("/person"))
    .toMatchObject([{ data: { data: { person: { surname: "CHINOROV" } } } }]);
  await expect.poll(() => received("/foreign")).toMatchObject([{}]);
  await expect.poll(() => received("/outcome")).toMatchObject([{ statusCode: 10203 }]);

  writeFileSync(secretFile, "another");
  const refused = await run("check.photo");
  expect(refused).toMatchObject({
    status: 3,
    stderr: expect.stringContaining("Is it the secret of this project"),
  });
});

test("webhooks are applied from a file with a diff, tested and rotated", async () => {
  const { receiver, webhook, printed, json } = await asOperator();
  const exported = await printed(["webhooks", "export"]);
  expect(exported).toContain("Everything");
  const changed = exported.replace("/hook", "/hooks");
  const apply = (...more: string[]) => printed(["webhooks", "apply", "-f", "-", ...more], changed);
  const planned = await apply("--dry-run");
  expect(planned).toContain(`    - url: "${receiver.url}/hook"\n    + url: "${receiver.url}/hooks"`);
  expect(planned).toContain("Not applied: 1 webhooks would change.");
  expect((await json("webhooks", "list"))[0].url).toBe(`${receiver.url}/hook`);
  expect(await apply()).toContain("Applied: 1 webhooks.");
  expect((await json("webhooks", "list"))[0].url).toBe(`${receiver.url}/hooks`);
  expect(await apply()).toContain("Nothing to change.");

  const tested = await printed(["webhooks", "test", webhook.id, "--type", "session.expired"]);
  expect(tested).toMatch(/^Accepted: .*\n(.|\n)*webhook-signature/);
  const rotated = await json("webhooks", "rotate", webhook.id, "--overlap", "3600");
  expect(rotated.secret).toMatch(/^whsec_/);
  expect(rotated.secret).not.toBe(webhook.secret);
});

test("sessions are started, ended and decided", async () => {
  const { service, line, json } = await asOperator();
  const session = await json("sessions", "create", "--method", "liveness", "--set", 'userId="7"');
  expect(session.url).toMatch(/^http.*\/s\/.*#/);
  const ended = await line.run(["sessions", "simulate", session.id, "--fail", "not_live"]);
  expect(ended.stdout).toBe(`Session ${session.id} is failed.\n`);
  expect((await json("sessions", "list"))[0]).toMatchObject({ id: session.id, failureReason: "not_live" });
  expect(await json("reviews", "list")).toEqual([]);
  const none = await line.run([
    "reviews",
    "decide",
    "rev_01kqvs92804p6m2xd9b4hy8k5t",
    "--decision",
    "approved",
  ]);
  expect(none).toMatchObject({ status: 1, stderr: expect.stringContaining("no such review") });
  expect((await service.manage(`/sessions/${session.id}`)).timeline.length).toBeGreaterThan(1);
});

test("people are imported with progress; refusals are reported by line and field", async () => {
  const { line } = await asOperator();
  const file = path.join(line.directory, "people.ndjson");
  const people = demoPeople().slice(0, 3);
  writeFileSync(file, `${[...people, { person: {} }].map((each) => JSON.stringify(each)).join("\n")}\n`);
  const imported = await line.run(["registry", "import", file]);
  expect(imported.status).toBe(1);
  expect(imported.stdout).toMatch(/^Import \S+ finished: 4 received, 3 kept, 1 refused\.\n {2}4: person/);
  expect(imported.stderr).toContain("3 kept");
});

test("doctor reports what is wrong and how to fix it", async () => {
  const { service, project, webhook, line, json: _ } = await asOperator();
  expect(await line.run(["doctor"])).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("ok    clock"),
  });
  await service.manage(`/webhooks/${webhook.id}/disable`, { reason: "for the test" });
  const sick = await line.run(["doctor"]);
  expect(sick.status).toBe(1);
  expect(sick.stdout).toContain(`Next: countersign webhooks test ${webhook.id}`);
  expect(sick.stdout).toContain(`Command line, test, active`);
  expect((await line.run(["doctor", "--project", "none"])).status).toBe(1);
  expect((await commandLineForTest().run(["doctor", "--json"])).stdout).toContain(
    '"what":"profile","state":"bad"',
  );
  expect(project.id).toBeTruthy();
});

test("shells complete commands and flags", async () => {
  const line = commandLineForTest();
  expect((await line.run(["__complete", "web"])).stdout).toBe("webhooks\n");
  expect((await line.run(["__complete", "webhooks", ""])).stdout.trim().split("\n")).toEqual(
    expect.arrayContaining(["apply", "list", "rotate", "test"]),
  );
  expect((await line.run(["__complete", "listen", "--for"])).stdout).toBe("--forward-to\n");
  for (const shell of ["bash", "zsh", "fish"])
    expect((await line.run(["completion", shell])).stdout).toContain("countersign __complete");
  const script = (await line.run(["completion", "bash"])).stdout;
  const asked = `countersign() { printf '%s ' "$@"; }\n${script}COMP_WORDS=(countersign webhooks a) COMP_CWORD=2\n_countersign; echo "$COMPREPLY"`;
  expect(execFileSync("bash", ["-c", asked], { encoding: "utf8" })).toBe("__complete webhooks a \n");
});
