import { expect, test } from "vitest";
import { addressKey, clientAddresses } from "./address.ts";

const asked = (peer: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
  }) as unknown as Parameters<ReturnType<typeof clientAddresses>["of"]>[0];

test("without trusted proxies a header says nothing", () => {
  const addresses = clientAddresses([]);
  expect(addresses.of(asked("192.0.2.1", "198.51.100.7"))).toBe("192.0.2.1");
  expect(addresses.of(asked("::ffff:192.0.2.1"))).toBe("192.0.2.1");
  expect(addresses.of(asked(undefined))).toBe("unknown");
  expect(addresses.isProxy("127.0.0.1")).toBe(false);
});

test("behind proxies it is the last address that is not a proxy's", () => {
  const addresses = clientAddresses(["10.0.0.0/8", "2001:db8::/32"]);
  const of = (peer: string, forwarded?: string) => addresses.of(asked(peer, forwarded));
  expect(of("10.0.0.1", "203.0.113.9, 198.51.100.7")).toBe("198.51.100.7");
  expect(of("10.0.0.1", "203.0.113.9, 198.51.100.7, 10.1.1.1")).toBe("198.51.100.7");
  expect(of("::ffff:10.0.0.1", "198.51.100.7")).toBe("198.51.100.7");
  expect(of("2001:db8::1", "2001:DB9:0::7")).toBe("2001:db9::7");
  expect(of("192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
  expect(of("10.0.0.1")).toBe("10.0.0.1");
  expect(of("10.0.0.1", "198.51.100.7, nonsense")).toBe("10.0.0.1");
  expect(of("10.0.0.1", "10.2.2.2, 10.1.1.1")).toBe("10.2.2.2");
});

test("limits go by the IPv4 address or the IPv6 /64", () => {
  expect(addressKey("192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8:1:2::1")).toBe(addressKey("2001:db8:1:2:ffff::"));
  expect(addressKey("fe80::1%eth0")).not.toBe("");
  expect(addressKey("unknown")).toBe("unknown");
});
