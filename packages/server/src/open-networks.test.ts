import { expect, test, vi } from "vitest";
import { warnOfOpenNetworks } from "./open-networks.ts";

const scoped = ["gateway@10.1.0.0/16", "SV9jB5pEUcoJtVbfZc4hq:*@10.2.0.0/16"];

function warned(outboundAllow: string[], publicUrl: string): unknown[] {
  const warn = vi.fn();
  warnOfOpenNetworks({ outboundAllow, publicUrl }, { warn });
  return warn.mock.calls.map(([about]) => about);
}

test("names the networks that everybody may reach, where the service is public", () => {
  const allow = [...scoped, "10.3.0.0/16", "*@fd12::/64"];
  for (const url of [
    "https://id.example.com",
    "http://0.0.0.0:8787",
    "http://10.0.0.5",
    "http://127.example.com",
  ])
    expect(warned(allow, url)).toEqual([{ networks: ["10.3.0.0/16", "*@fd12::/64"] }]);
});

test("says nothing where all have a scope, or where only this machine is served", () => {
  expect(warned(scoped, "https://id.example.com")).toEqual([]);
  for (const url of ["http://127.0.0.1:8787", "http://localhost", "http://[::1]:8787"])
    expect(warned(["127.0.0.0/8"], url)).toEqual([]);
});
