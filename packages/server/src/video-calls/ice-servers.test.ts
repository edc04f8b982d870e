import type { SessionId } from "@countersign/wire";
import { expect, test } from "vitest";
import { iceServersFor } from "./ice-servers.ts";

const session = "rNXb6Gz3vQ0Zr8bM3m_fT" as SessionId;
const clock = () => 1_767_225_600_500;

test("TURN servers get credentials for four hours, as coturn computes them from the shared secret", () => {
  const urls = ["stun:stun.example:3478", "turn:turn.example:3478", "turns:turn.example:5349"];
  expect(iceServersFor({ urls, turnSecret: "north" }, clock, session)).toEqual([
    { urls: ["stun:stun.example:3478"], username: "", credential: "" },
    {
      urls: ["turn:turn.example:3478", "turns:turn.example:5349"],
      username: "1767240000:rNXb6Gz3vQ0Zr8bM3m_fT",
      credential: "ZzEDyxn1kAazF8BLRzgPcEA6xio=",
    },
  ]);
});

test("without settings there are no servers: browsers connect where they reach each other directly", () => {
  expect(iceServersFor({ urls: [], turnSecret: null }, clock, session)).toEqual([]);
});
