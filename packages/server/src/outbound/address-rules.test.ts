import { describe, expect, test } from "vitest";
import { type AddressRange, parseCidr } from "./address-ranges.ts";
import { type AddressRules, createAddressRules } from "./address-rules.ts";
import type { AddressProblem } from "./contract.ts";

const strict = createAddressRules([]);

function problemOf(rules: AddressRules, url: string): AddressProblem | null {
  const checked = rules.checkUrl(url);
  return checked.ok ? null : checked.problem;
}

const hosts: [AddressRange, string[]][] = [
  [
    "loopback",
    [
      "127.0.0.1",
      "127.1",
      "127.0.1",
      "127.255.255.254",
      "2130706433",
      "017700000001",
      "0177.0.0.1",
      "0x7f.0.0.1",
      "0x7f000001",
      "0X7F.1",
      "0x7f.0x0.0x0.0x1",
      "127.0.0.1.",
      "%31%32%37.0.0.1",
      "１２７.０.０.１",
      "127。0。0。1",
      "①②⑦.⓪.⓪.①",
      "[::1]",
      "[0:0:0:0:0:0:0:1]",
      "[0000::0001]",
    ],
  ],
  ["unspecified", ["0.0.0.0", "0", "0x0", "0.1.2.3", "[::]", "[0::0]"]],
  [
    "private",
    [
      "10.0.0.1",
      "10.255.255.255",
      "0x0a.1",
      "167772161",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.0.1",
      "192.168.257",
      "0300.0250.1",
      "[fc00::1]",
      "[fd12:3456:789a::1]",
      "[fdff:ffff::]",
      "[fec0::1]",
    ],
  ],
  ["link-local", ["169.254.0.1", "169.254.255.255", "0251.0376.1", "[fe80::1]", "[febf::1]"]],
  [
    "metadata",
    [
      "169.254.169.254",
      "2852039166",
      "0xa9fea9fe",
      "0251.0376.0251.0376",
      "169.254.43518",
      "169.254.170.2",
      "100.100.100.200",
      "192.0.0.192",
      "168.63.129.16",
      "[fd00:ec2::254]",
      "[fd00:0ec2:0000::0254]",
      "[fd20:ce::254]",
    ],
  ],
  ["carrier-grade-nat", ["100.64.0.1", "100.127.255.255", "1681915905"]],
  ["multicast", ["224.0.0.1", "239.255.255.255", "[ff02::1]", "[ff0e::1]"]],
  ["broadcast", ["255.255.255.255", "4294967295", "0xffffffff", "037777777777"]],
  ["documentation", ["192.0.2.1", "198.51.100.7", "203.0.113.9", "[2001:db8::1]", "[3fff::1]"]],
  ["benchmarking", ["198.18.0.1", "198.19.255.255", "[2001:2::1]"]],
  [
    "ipv4-in-ipv6",
    [
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[0:0:0:0:0:ffff:a9fe:a9fe]",
      "[::ffff:8.8.8.8]",
      "[::127.0.0.1]",
      "[::7f00:1]",
      "[::ffff:0:127.0.0.1]",
      "[::2]",
    ],
  ],
  [
    "translation",
    ["[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::1]", "[64:ff9b:1:ffff::a00:1]"],
  ],
  [
    "tunnel",
    [
      "192.88.99.1",
      "192.52.193.1",
      "[2002:7f00:1::]",
      "[2002:a9fe:a9fe::1]",
      "[2001::1]",
      "[2001:0:53aa::1]",
    ],
  ],
  [
    "reserved",
    [
      "192.0.0.1",
      "192.31.196.1",
      "192.175.48.1",
      "240.0.0.1",
      "254.255.255.255",
      "0xf0000001",
      "[100::1]",
      "[5f00::1]",
      "[4000::1]",
      "[200::1]",
      "[2001:10::1]",
      "[2001:20::1]",
      "[2620:4f:8000::1]",
    ],
  ],
];

describe("literal addresses", () => {
  const table = hosts.flatMap(([range, texts]) => texts.map((host) => ({ range, host })));
  test.each(table)("https://$host is refused as $range", ({ range, host }) => {
    expect(problemOf(strict, `https://${host}/hook`)).toMatchObject({ code: "private-address", range });
  });

  test.each([
    "1.1.1.1",
    "8.8.8.8",
    "134744072",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.167.255.255",
    "198.17.255.255",
    "223.255.255.255",
    "[2606:4700::1111]",
    "[2a00:1450:4001::1]",
  ])("https://%s, just outside of them, passes", (host) => {
    expect(problemOf(strict, `https://${host}/hook`)).toBeNull();
  });
});

describe("the text of a URL", () => {
  const table: [AddressProblem["code"], string[]][] = [
    [
      "syntax",
      [
        "",
        "example.com",
        "//example.com/hook",
        "/hook",
        "https:example.com",
        "https:/example.com",
        "https:///example.com",
        "https://",
        "https:\\\\example.com",
        "https://example.com\\@127.0.0.1/",
        "https://example.com/a b",
        " https://example.com",
        "https://example.com\n",
        "https://exam\tple.com",
        "https://example.com/\u0000",
        "https://example.com\u00a0/",
        "https://[::1",
        "https://[fe80::1%25eth0]/",
        "https://[::ffff:1.2.3]/",
        "https://1.2.3.4.5/",
        "https://256.1.1.1/",
        "https://example.123/",
        "https://4294967296/",
        "https://example.com:99999/",
        "https://example.com:port/",
        "https://exa%00mple.com/",
        "https://exa%2Fmple.com/",
        `https://example.com/${"a".repeat(2048)}`,
      ],
    ],
    [
      "scheme",
      [
        "http://example.com/hook",
        "http://8.8.8.8/",
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_x",
        "javascript:alert(1)",
        "data:text/plain,x",
        "ws://example.com/",
        "unix:/var/run/docker.sock",
        "httpss://example.com/",
      ],
    ],
    [
      "credentials",
      [
        "https://user:password@example.com/",
        "https://user@example.com/",
        "https://@example.com/",
        "https://:@example.com/",
        "https://example.com@127.0.0.1/",
        "https://example.com:443@169.254.169.254/",
        "https://127.0.0.1%2f@example.com/",
      ],
    ],
    [
      "fragment",
      ["https://example.com/#x", "https://example.com/hook#", "https://example.com/?a=1#@127.0.0.1"],
    ],
    [
      "port",
      [22, 25, 0, 21, 53, 110, 143, 389, 445, 465, 587, 993, 1023, 2049, 5060, 6000, 6667, 10080].map(
        (port) => `https://example.com:${port}/`,
      ),
    ],
    [
      "host",
      [
        "https://localhost/",
        "https://LOCALHOST/",
        "https://loc%61lhost/",
        "https://ｌocalhost/",
        "https://app.localhost/",
        "https://localhost.localdomain/",
        "https://receiver/",
        "https://printer.local/",
        "https://metadata.google.internal/computeMetadata/v1/",
        "https://router.home.arpa/",
        "https://example.com./",
        "https://localhost./",
        "https://example..com/",
        "https://-example.com/",
        `https://${"a".repeat(64)}.com/`,
        `https://${"a.".repeat(130)}com/`,
      ],
    ],
  ];
  const rows = table.flatMap(([code, urls]) => urls.map((url) => ({ code, url })));
  test.each(rows)("$url is refused: $code", ({ code, url }) => {
    const problem = problemOf(strict, url);
    expect(problem?.code).toBe(code);
    expect(problem?.detail).toMatch(/^.{20,}\.$/);
  });

  test.each([
    "https://example.com",
    "HTTPS://Example.COM/Hook",
    "https://hooks.example.com:8443/a/b?c=d&e=%20",
    "https://example.com:443/",
    "https://example.com:65535/",
    "https://пример.испытание/",
    "https://xn--e1afmkfd.example.uz/",
    "https://my_host.example.com/",
    "https://example.com/?next=http://127.0.0.1/",
    "https://example.com//@x",
  ])("%s passes", (url) => {
    expect(problemOf(strict, url)).toBeNull();
  });

  test("a refusal never quotes the path or query", () => {
    for (const url of [
      "http://example.com/k-e-y?s=k-e-y",
      "https://10.0.0.1/k-e-y?k-e-y",
      "https://k-e-y@example.com/",
    ]) {
      expect(problemOf(strict, url)?.detail).not.toContain("k-e-y");
    }
  });
});

describe("resolved addresses", () => {
  function resolved(rules: AddressRules, url: string, addresses: string[]): AddressProblem | null {
    const checked = rules.checkUrl(url);
    return checked.ok ? rules.checkAddresses(checked.target, addresses) : checked.problem;
  }

  test("one forbidden address among good ones is enough", () => {
    const url = "https://hooks.example.com/";
    expect(resolved(strict, url, ["8.8.8.8", "2606:4700::1"])).toBeNull();
    for (const addresses of [["8.8.8.8", "10.0.0.1"], ["::ffff:10.0.0.1"], ["fe80::1%eth0"]])
      expect(resolved(strict, url, addresses)).toMatchObject({ code: "private-address" });
  });

  test("a refusal does not depend on what the name resolves to: it reveals nothing about the network", () => {
    const url = "https://hooks.example.com/";
    const told = [
      ["10.1.2.3"],
      ["127.0.0.1"],
      ["169.254.169.254"],
      ["fd12::1"],
      ["8.8.8.8", "192.168.0.1"],
    ].map((addresses) => resolved(strict, url, addresses));
    const [first] = told;
    expect(told).toEqual(told.map(() => first));
    expect(first).toEqual({
      code: "private-address",
      detail: expect.stringMatching(/^hooks\.example\.com resolves to an address that is not allowed; /),
    });
    expect(first?.detail).not.toMatch(/\d/);
  });

  test("no address, or something that is none, is unresolvable", () => {
    expect(resolved(strict, "https://hooks.example.com/", [])?.code).toBe("unresolvable");
    expect(resolved(strict, "https://hooks.example.com/", ["0x7f.1"])?.code).toBe("unresolvable");
  });

  const lenient = createAddressRules(["127.0.0.0/8", "10.1.0.0/16", "::1/128"].map(parseCidr));

  test("an exempt network lifts the private-address and https rules, for itself alone", () => {
    expect(resolved(lenient, "http://127.0.0.1:3000/", ["127.0.0.1"])).toBeNull();
    expect(resolved(lenient, "http://[::1]:3000/", ["::1"])).toBeNull();
    expect(resolved(lenient, "http://localhost:3000/", ["::1", "127.0.0.1"])).toBeNull();
    expect(resolved(lenient, "http://receiver:3000/", ["10.1.2.3"])).toBeNull();
    expect(resolved(lenient, "https://hooks.example.com/", ["10.1.2.3"])).toBeNull();
    expect(resolved(lenient, "https://hooks.example.com/", ["10.2.0.1"])?.code).toBe("private-address");
    expect(resolved(lenient, "http://receiver:3000/", ["10.1.2.3", "10.2.0.1"])?.code).toBe(
      "private-address",
    );
    expect(resolved(lenient, "http://hooks.example.com/", ["8.8.8.8"])?.code).toBe("scheme");
    expect(resolved(lenient, "https://receiver/", ["8.8.8.8"])?.code).toBe("host");
    expect(resolved(lenient, "http://[::ffff:127.0.0.1]:3000/", [])?.code).toBe("private-address");
  });

  test("an exempt network lifts no other rule", () => {
    expect(resolved(lenient, "http://127.0.0.1:25/", [])?.code).toBe("port");
    expect(resolved(lenient, "http://u@127.0.0.1/", [])?.code).toBe("credentials");
    expect(resolved(lenient, "ftp://127.0.0.1/", [])?.code).toBe("scheme");
  });
});
