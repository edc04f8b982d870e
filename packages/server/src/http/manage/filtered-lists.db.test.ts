import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { inTransaction } from "../../db/index.ts";
import { startTestApi, type TestApi } from "../testing/api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});

const get = (path: string) => api.call("admin", "GET", path);
const idsOf = async (path: string) => (await get(path)).body.data.map(({ id }: { id: string }) => id);
const fieldOf = async (path: string) => {
  const { status, body } = await get(path);
  return [status, body.errors?.[0]?.field];
};

test("projects are narrowed by status, mode and time, and paged with the filter", async () => {
  api.clock.now += 60_000;
  const made: string[] = [];
  for (const mode of ["test", "live", "test"]) {
    const { body } = await api.call("operator", "POST", "/projects", { name: "Narrowed", mode });
    made.push(body.id);
  }
  const [first, second, third] = made;
  await api.call("operator", "POST", `/projects/${third}/archive`);
  const { createdAt } = (await get(`/projects/${first}`)).body;
  const since = `createdAtFrom=${createdAt}`;
  expect(new Set(await idsOf(`/projects?status=active&${since}`))).toEqual(new Set([first, second]));
  expect(await idsOf(`/projects?status=archived&${since}`)).toEqual([third]);
  expect(new Set(await idsOf(`/projects?status=active&status=archived&${since}`))).toEqual(new Set(made));
  expect(await idsOf(`/projects?mode=live&${since}`)).toEqual([second]);
  expect(await idsOf(`/projects?createdAtTo=${createdAt}`)).not.toContain(first);
  const page = (await get(`/projects?status=active&limit=1&${since}`)).body;
  const rest = await idsOf(`/projects?status=active&limit=1&${since}&cursor=${page.nextCursor}`);
  expect(new Set([page.data[0].id, ...rest])).toEqual(new Set([first, second]));
  expect(await fieldOf("/projects?status=gone")).toEqual([422, "status.0"]);
  expect(await fieldOf(`/projects?${since}&createdAtTo=${createdAt}`)).toEqual([422, "createdAtTo"]);
});

test("operators are narrowed by status, role, project and time", async () => {
  api.clock.now += 60_000;
  const add = async (more: object) =>
    (await api.call("admin", "POST", "/operators", { name: "Narrowed", role: null, ...more })).body;
  const viewer = await add({ role: "viewer" });
  const projectId = api.own.project.id;
  const there = await add({ projectRoles: [{ projectId, role: "reviewer" }] });
  await api.call("admin", "PATCH", `/operators/${viewer.id}`, { active: false });
  const since = `createdAtFrom=${viewer.createdAt}`;
  expect(await idsOf(`/operators?status=inactive&${since}`)).toEqual([viewer.id]);
  expect(await idsOf(`/operators?status=active&${since}`)).toEqual([there.id]);
  expect(await idsOf(`/operators?role=viewer&role=developer&${since}`)).toEqual([viewer.id]);
  expect(await idsOf(`/operators?projectId=${projectId}&${since}`)).toEqual([there.id]);
  expect(await idsOf(`/operators?createdAtTo=${viewer.createdAt}`)).not.toContain(viewer.id);
  expect(await fieldOf("/operators?role=king")).toEqual([422, "role.0"]);
});

test("erasures are narrowed by how far they are, by subject and by time", async () => {
  const { db, keyring } = api.deps;
  const projectId = api.own.project.id;
  const subjects: string[] = [];
  const at = (each: number) => new Date(Date.UTC(2026, 0, 1) + each * 3_600_000);
  for (let each = 0; each < 3; each++) {
    const index = await keyring.blindIndex(db, projectId, "person", `erased-${each}`);
    subjects.push(await inTransaction(db, (tx) => keyring.subjectFor(tx, projectId, index)));
  }
  subjects.sort();
  for (const [each, id] of subjects.entries()) {
    const [cleared, scrubbed] = [each > 0 ? at(each) : null, each > 1 ? at(each) : null];
    await sql`insert into erasures (subject_id, erased_at, cleared_at, scrubbed_at)
      values (${id}, ${at(each)}, ${cleared}::timestamptz, ${scrubbed}::timestamptz)`.execute(db);
  }
  const [started, cleared, scrubbed] = subjects;
  const range = `erasedAtFrom=${at(0).toISOString()}&erasedAtTo=${at(3).toISOString()}`;
  const found = async (query: string) =>
    (await get(`/erasures?${query}`)).body.data.map(
      (row: { subjectId: string; status: string }) => `${row.subjectId} ${row.status}`,
    );
  expect(await found(range)).toEqual([`${scrubbed} scrubbed`, `${cleared} cleared`, `${started} started`]);
  expect(await found(`${range}&status=started&status=scrubbed`)).toEqual([
    `${scrubbed} scrubbed`,
    `${started} started`,
  ]);
  expect(await found(`subjectId=${cleared}`)).toEqual([`${cleared} cleared`]);
  expect(await found(`erasedAtTo=${at(1).toISOString()}&${range.split("&")[0]}`)).toEqual([
    `${started} started`,
  ]);
  expect(
    await fieldOf(`/erasures?erasedAtFrom=${at(1).toISOString()}&erasedAtTo=${at(1).toISOString()}`),
  ).toEqual([422, "erasedAtTo"]);
});
