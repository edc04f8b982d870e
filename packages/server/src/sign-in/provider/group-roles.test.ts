import { expect, test } from "vitest";
import { parseGroupRoles, rolesByGroups } from "./group-roles.ts";

const project = "SV9jB5pEUcoJtVbfZc4hq";

test("groups are given roles everywhere or in a project; their names may have commas and equals signs", () => {
  expect(parseGroupRoles(`CN=ops,OU=IT=operator; loans=developer@${project}`)).toEqual([
    { group: "CN=ops,OU=IT", projectId: null, role: "operator" },
    { group: "loans", projectId: project, role: "developer" },
  ]);
});

test.each(["", "ops", "ops=king", "=admin", `ops=admin@${project}`, "ops=viewer@short", "ops=viewer;"])(
  "%j is refused",
  (text) => expect(parseGroupRoles(text)).toBeNull(),
);

test("of several roles in one place the first of the setting counts", () => {
  const given = parseGroupRoles(`a=operator;b=admin;b=viewer@${project};a=developer@${project}`) ?? [];
  expect(rolesByGroups(["b", "a"], given)).toEqual({
    role: "operator",
    projectRoles: [{ projectId: project, role: "viewer" }],
  });
  expect(rolesByGroups(["c"], given)).toEqual({ role: null, projectRoles: [] });
});
