import { expect, test } from "vitest";
import { type ProblemCode, problem, problems } from "./problems.ts";

test.each(Object.keys(problems) as ProblemCode[])("%s is an error with a stable name", (code) => {
  expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
  expect(problems[code].status).toBeGreaterThanOrEqual(400);
  expect(problem(code)).toEqual({
    type: `/docs/errors#${code}`,
    title: problems[code].title,
    status: problems[code].status,
    code,
  });
});

test("a problem names fields and nothing else of them", () => {
  const errors = [{ field: "hooks.0", problem: "must be an http or https URL", kind: "invalid" }];
  expect(problem("invalid_request", { errors })).toMatchObject({
    status: 422,
    errors: [{ field: "hooks.0", problem: "must be an http or https URL" }],
  });
  expect(JSON.stringify(problem("invalid_request", { errors }))).not.toContain("kind");
});

test("a refused step tells where the session stands and what it allows", () => {
  expect(
    problem("session_not_open", { sessionStatus: "created", triggers: ["consent", "abort"] }),
  ).toMatchObject({
    status: 409,
    sessionStatus: "created",
    triggers: ["consent", "abort"],
  });
});
