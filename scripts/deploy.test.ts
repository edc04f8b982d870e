import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { stagesOf } from "./image/steps.ts";

/** What operators install matches the service: metrics, settings, files, versions. */

const root = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const packageJson = JSON.parse(read("package.json"));

/** The names of all metrics, as the service's sources register them. */
const metrics = globSync("packages/server/src/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .flatMap((file) => [...read(file).matchAll(/name: "(countersign_\w+)"/g)].map(([, name = ""]) => name));
const settings = [...read("packages/server/src/config-variables.ts").matchAll(/^ {2}([A-Z_]+): /gm)].map(
  ([, name = ""]) => name,
);

test.each(["deploy/monitoring/alerts.yaml", "deploy/monitoring/grafana-dashboard.json"])(
  "every metric in %s is one of the service's",
  (file) => {
    const named = [...read(file).matchAll(/countersign_\w+/g)].map(([name]) => name);
    const unknown = named.filter((name) => !metrics.includes(name.replace(/_(bucket|sum|count)$/, "")));
    expect(named.length).toBeGreaterThan(15);
    expect(unknown).toEqual([]);
  },
);

test("every alert says what is wrong, how severe, and comes from a valid file", () => {
  const { groups } = parse(read("deploy/monitoring/alerts.yaml"));
  const rules: Array<{ alert: string; labels: object; annotations: { summary: string } }> = groups[0].rules;
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect(labels, alert).toEqual({ severity: expect.stringMatching(/^(warning|critical)$/) });
    expect(annotations.summary, alert).toMatch(/^\S.{10,90}$/);
  }
});

test("the Dockerfile is valid, pins the version of Node, and copies what exists", () => {
  const text = read("Dockerfile");
  expect(validate(text).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  const stages = stagesOf(text);
  expect(stages.map(({ image }) => image)).toEqual(
    stages.map(() => `node:${packageJson.dependencies.node}-bookworm-slim`),
  );
  const last = stages.at(-1)?.steps ?? [];
  const env = last.flatMap((step) => (step.kind === "env" ? Object.keys(step.values) : []));
  expect(env.filter((name) => name !== "NODE_ENV" && !settings.includes(name))).toEqual([]);
  expect(last.find(({ kind }) => kind === "user")).toEqual({ kind: "user", name: "node" });
  const command = last.find((step) => step.kind === "command");
  expect(existsSync(path.join(root, command?.argv.at(-1) ?? ""))).toBe(true);
});

test("compose.yaml and the chart set only variables that the service reads", () => {
  const { services } = parse(read("compose.yaml"), { merge: true });
  const named = ["service", "worker"].flatMap((name) => Object.keys(services[name].environment));
  const chart = read("deploy/helm/countersign/templates/_helpers.tpl");
  named.push(...[...chart.matchAll(/- name: ([A-Z_]+)$/gm)].map(([, name = ""]) => name));
  expect(named).toContain("COUNTERSIGN_ROLE");
  expect(named.filter((name) => !settings.includes(name))).toEqual([]);
});

test("chart, image and project have one version", () => {
  const chart = parse(read("deploy/helm/countersign/Chart.yaml"));
  expect([chart.version, chart.appVersion]).toEqual([packageJson.version, packageJson.version]);
  expect(parse(read("compose.yaml"), { merge: true }).services.service.image).toBe(
    `countersign:${packageJson.version}`,
  );
});

test("the chart's values are described by its schema, one for one", () => {
  const values = parse(read("deploy/helm/countersign/values.yaml"));
  const { properties } = JSON.parse(read("deploy/helm/countersign/values.schema.json"));
  expect(
    Object.keys(properties)
      .filter((name) => name !== "global")
      .toSorted(),
  ).toEqual(Object.keys(values).toSorted());
});

const systemd = spawnSync("systemd-analyze", ["--version"]).status === 0;
test.runIf(systemd)("systemd only complains that the unit is not installed here", () => {
  const { stderr } = spawnSync("systemd-analyze", ["verify", "deploy/systemd/countersign.service"], {
    cwd: root,
    encoding: "utf8",
  });
  const complaints = stderr.split("\n").filter((line) => line.startsWith("countersign.service:"));
  expect(complaints.filter((line) => !line.includes("/opt/countersign/"))).toEqual([]);
});
