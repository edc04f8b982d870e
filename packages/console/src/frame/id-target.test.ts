import { expect, test } from "vitest";
import { idTarget } from "./id-target.ts";

test.each([
  ["dlv_01m8cfbxt8bgd5qyncpsk0gpgg", "/console/deliveries/dlv_01m8cfbxt8bgd5qyncpsk0gpgg"],
  ["evt_01m8cfbxt77zr3aby1vsg2mcpg", "/console/events/evt_01m8cfbxt77zr3aby1vsg2mcpg"],
  ["icp_01m8cfbxt77zr3aby1vsg2mcpg", "/console/interceptions/icp_01m8cfbxt77zr3aby1vsg2mcpg"],
  ["whk_01m8cfbxt77zr3aby1vsg2mcpg", "/console/webhooks/whk_01m8cfbxt77zr3aby1vsg2mcpg"],
  ["MpccESxm63Ui5Lxg6kE17", "/console/sessions/MpccESxm63Ui5Lxg6kE17"],
  ["rev_01m8cfbxt77zr3aby1vsg2mcpg", "/console/reviews/rev_01m8cfbxt77zr3aby1vsg2mcpg"],
  ["deliveries", null],
  ["dlv_../../etc", null],
  ["", null],
])("%s leads to %s", (text, address) => {
  expect(idTarget(text)).toBe(address);
});
