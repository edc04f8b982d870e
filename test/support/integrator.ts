import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build } from "vite";
import { onTestFinished } from "vitest";

const entry = path.resolve(import.meta.dirname, "../../packages/embed/src/index.ts");

/** The component as a bundler makes it of the package, minified. */
export async function componentScript(): Promise<string> {
  const lib = { entry, formats: ["es" as const] };
  const made = await build({
    root: path.dirname(entry),
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib, minify: "oxc", target: "es2022" },
  });
  const [first] = (Array.isArray(made) ? made : [made]) as unknown as [{ output: [{ code: string }] }];
  return first.output[0].code;
}

const script = `
import "/component.js";
window.seen = [];
const element = document.createElement("countersign-session");
for (const name of ["ready", "step", "submitted", "ended", "closed", "error"])
  element.addEventListener(name, ({ detail }) => window.seen.push(Object.values({ name, ...detail }).join(" ")));
element.language = "en";
element.src = decodeURIComponent(location.search.slice(1));
document.body.append(element);
`;
/** Posts what the session's page might, from a frame that is none of it. */
const forgery = `parent.postMessage({ countersign: 1, type: "ended", outcome: "succeeded" }, "*");
parent.postMessage("forged", "*");`;
const documents: Record<string, [type: string, text: string]> = {
  "/": [
    "text/html",
    `<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js"></script>`,
  ],
  "/forger": ["text/html", `<!doctype html><script src="/forger.js"></script>`],
  "/page.js": ["text/javascript", script],
  "/forger.js": ["text/javascript", forgery],
};

/**
 * An integrator's page with the headers of the guide, that shows the session whose address is its query. It is another
 * site than the service: this is `localhost`, the service is `127.0.0.1`. The array `seen` in its window has the
 * component's events.
 */
export async function integratorForTest(serviceUrl: string): Promise<{ origin: string; port: number }> {
  const component = await componentScript();
  const server = createServer(({ url = "/" }, response) => {
    const name = new URL(url, "http://localhost").pathname;
    const [type, text] = name === "/component.js" ? ["text/javascript", component] : (documents[name] ?? []);
    response.writeHead(text === undefined ? 404 : 200, {
      "content-type": `${type ?? "text/plain"}; charset=utf-8`,
      "content-security-policy": `default-src 'none'; script-src 'self'; frame-src 'self' ${serviceUrl}`,
      "permissions-policy": `camera=(self "${serviceUrl}"), microphone=(self "${serviceUrl}")`,
    });
    response.end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, port };
}
