import { describe, expect, test } from "vitest";
import { parseAllowList } from "./allow-list.ts";

const project = "SV9jB5pEUcoJtVbfZc4hq";
const scopeOf = (text: string) => {
  const [entry] = parseAllowList([text]);
  return [entry?.purpose, entry?.projectId, entry?.cidr.join("/")];
};

describe("an exempt network", () => {
  test("is for everybody, one purpose, one project, or one purpose of one project", () => {
    expect(scopeOf("10.1.0.0/16")).toEqual([null, null, "10.1.0.0/16"]);
    expect(scopeOf("gateway@10.1.0.0/16")).toEqual(["gateway", null, "10.1.0.0/16"]);
    expect(scopeOf(`${project}:webhook@fd12::/64`)).toEqual(["webhook", project, "fd12::/64"]);
    expect(scopeOf(`${project}:*@10.2.0.5/32`)).toEqual([null, project, "10.2.0.5/32"]);
    expect(scopeOf("*@10.2.0.5/32")).toEqual([null, null, "10.2.0.5/32"]);
  });

  test.each([
    "10.0.0.0",
    "10.0.0.0/33",
    "10.0/8",
    "0x7f.0.0.0/8",
    "::1",
    "::/129",
    "local",
    "",
    "10.0.0.0/8 ",
    "gateway@10.0.0.0",
    "gateway@",
  ])("%j is not a CIDR, and the error says so", (entry) => {
    expect(() => parseAllowList([entry])).toThrow(`COUNTERSIGN_OUTBOUND_ALLOW must be`);
    expect(() => parseAllowList([entry])).toThrow("is not a CIDR; write networks such as");
  });

  test.each([
    [
      "webhooks@10.0.0.0/8",
      '"webhooks" is not a purpose; use one of webhook, hook, gateway, registry, payment',
    ],
    ["@10.0.0.0/8", '"" is not a purpose'],
    [`${project}@10.0.0.0/8`, "is not a purpose"],
    ["shop:webhook@10.0.0.0/8", `"shop" is not a project's id`],
    [`${project}:@10.0.0.0/8`, '"" is not a purpose'],
    [`${project}:webhook:hook@10.0.0.0/8`, "is not a purpose"],
    [`${project}:registry@10.0.0.0/8`, "registry sources belong to no project"],
  ])("%s: the error says what is wrong with its scope", (entry, says) => {
    expect(() => parseAllowList([entry])).toThrow(says);
  });
});
