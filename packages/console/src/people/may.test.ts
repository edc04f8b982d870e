import type { Permission } from "@countersign/wire";
import { expect, test } from "vitest";
import { may } from "./may.ts";

const account = (everywhere: Permission[], byProject: Record<string, Permission[]> = {}) => ({
  permissions: { everywhere, byProject },
});
const project = { id: "a", developersManageWebhooks: false };

test("a role in the whole service counts in every project, and without one", () => {
  const operator = account(["system.read", "deliveries.send"]);
  expect(may(operator, "deliveries.send", project)).toBe(true);
  expect(may(operator, "system.read", null)).toBe(true);
  expect(may(operator, "operators.manage", null)).toBe(false);
});

test("a role in a project counts there alone", () => {
  const there = account([], { a: ["deliveries.send"] });
  expect(may(there, "deliveries.send", project)).toBe(true);
  expect(may(there, "deliveries.send", { ...project, id: "b" })).toBe(false);
  expect(may(there, "deliveries.send", null)).toBe(false);
});

test("a developer sets up webhooks where the project lets its developers, an operator everywhere", () => {
  const developer = account([], { a: ["webhooks.set_up"] });
  expect(may(developer, "webhooks.set_up", project)).toBe(false);
  expect(may(developer, "webhooks.set_up", { ...project, developersManageWebhooks: true })).toBe(true);
  const operator = account(["webhooks.set_up", "webhooks.change"]);
  expect(may(operator, "webhooks.set_up", project)).toBe(true);
});
