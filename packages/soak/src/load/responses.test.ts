import { expect, test } from "vitest";
import { createWeather } from "../faults/weather.ts";
import { createResponses } from "./responses.ts";

const answer = (status: number, body = "{}") =>
  ({ kind: "answer", status, type: "application/json", body }) as const;
const closed = { kind: "closed", reason: "ECONNRESET" } as const;

test("503, 429 and broken connections are repeated; without a fault they are findings", () => {
  const weather = createWeather();
  const responses = createResponses(weather);
  const all = () => {
    for (const reply of [answer(503), answer(429), closed])
      expect(responses.note("GET /x", reply, Date.now())).toBeNull();
  };
  weather.begin("a fault");
  all();
  expect(responses.findings()).toEqual([]);
  const calm = createResponses(createWeather());
  for (const reply of [answer(503), answer(429), closed]) calm.note("GET /x", reply, Date.now());
  expect(calm.findings()).toHaveLength(3);
  expect(responses.counts()).toEqual({ 429: 1, 503: 1, closed: 1 });
});

test("any other response of 500 or above is a finding, whatever is broken; its address shows no ids", () => {
  const weather = createWeather();
  weather.begin("a fault");
  const responses = createResponses(weather);
  expect(responses.note("GET /s/abcdefghijklmnopqrstu/state", answer(500), Date.now())).toBeNull();
  expect(responses.findings()).toEqual([expect.stringContaining("GET /s/…/state: 500")]);
});

test("what a caller did is returned to it", () => {
  const responses = createResponses(createWeather());
  expect(responses.note("GET /x", answer(404), Date.now())).toMatchObject({ status: 404 });
  expect(responses.findings()).toEqual([]);
});
