import { describe, expect, test } from "vitest";
import { startTestApi } from "../../testing/api.ts";

const api = await startTestApi();
const projectId = api.own.project.id;
const impersonal = {
  projectId,
  name: "Ours",
  url: "https://ours.example/in",
  events: ["delivery.exhausted"],
};
const personal = { ...impersonal, name: "People", events: ["kyc.completed"] };
const allow = (developersManageWebhooks: boolean) =>
  api.call("operator", "PATCH", `/projects/${projectId}`, { developersManageWebhooks });

describe("a developer", () => {
  test("sets up no webhooks unless the project allows it, which an operator says", async () => {
    for (const caller of ["own-developer", "developer", "project"] as const) {
      expect((await api.call(caller, "POST", "/webhooks", impersonal)).body.code).toBe("forbidden");
      const change = { developersManageWebhooks: true };
      expect((await api.call(caller, "PATCH", `/projects/${projectId}`, change)).status).toBe(403);
    }
    expect((await allow(true)).body.developersManageWebhooks).toBe(true);
    const made = await api.call("own-developer", "POST", "/webhooks", impersonal);
    expect(made.status).toBe(201);
    const path = `/webhooks/${made.body.id}`;
    const renamed = await api.call("own-developer", "PATCH", path, { name: "Renamed" });
    expect(renamed.body.name).toBe("Renamed");
    expect((await api.call("own-developer", "POST", `${path}/rotate-secret`)).status).toBe(200);
    expect((await api.call("own-developer", "POST", `${path}/disable`)).status).toBe(200);
    expect((await api.call("project", "PATCH", path, { name: "Key" })).status).toBe(403);
    await allow(false);
    expect((await api.call("own-developer", "PATCH", path, { name: "Again" })).status).toBe(403);
    expect((await api.call("own-developer", "DELETE", path)).status).toBe(403);
    await allow(true);
    expect((await api.call("own-developer", "DELETE", path)).status).toBe(204);
  });

  test.each(["kyc.completed", "*", "delivery.*", "custom.*", "check.person"])(
    "sets up none for %s, whose events have or may have personal data",
    async (type) => {
      await allow(true);
      const body = { ...impersonal, events: ["delivery.exhausted", type] };
      const refused = await api.call("own-developer", "POST", "/webhooks", body);
      expect([refused.status, refused.body.code]).toEqual([403, "forbidden"]);
      expect(refused.body.detail).toContain(type);
      const made = await api.call("own-developer", "POST", "/webhooks", impersonal);
      const path = `/webhooks/${made.body.id}`;
      expect((await api.call("own-developer", "PATCH", path, { events: [type] })).status).toBe(403);
      expect((await api.call("own-developer", "GET", path)).body.events).toEqual(["delivery.exhausted"]);
    },
  );

  test("leaves alone what an operator set up for personal data, static addresses included", async () => {
    await allow(true);
    const config = { PERSON_WEBHOOK_URL: "https://receiver.example/person" };
    await api.call("operator", "PATCH", `/projects/${projectId}/config`, config);
    const { id } = (await api.call("operator", "POST", "/webhooks", personal)).body;
    const { data } = (await api.call("operator", "GET", `/webhooks?projectId=${projectId}&kind=static`)).body;
    expect(data).toHaveLength(1);
    for (const path of [`/webhooks/${id}`, `/webhooks/${data[0].id}`]) {
      const url = "https://elsewhere.example/in";
      expect((await api.call("own-developer", "PATCH", path, { url })).status).toBe(403);
      expect((await api.call("own-developer", "DELETE", path)).status).toBe(403);
      for (const action of ["disable", "enable", "test", "rotate-secret"])
        expect((await api.call("own-developer", "POST", `${path}/${action}`)).status).toBe(403);
    }
    const foreign = { ...impersonal, projectId: api.other.project.id };
    expect((await api.call("own-developer", "POST", "/webhooks", foreign)).status).toBe(422);
  });
});
