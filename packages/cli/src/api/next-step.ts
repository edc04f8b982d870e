import { type Operations, routes } from "../generated/operations.ts";

export type OperationName = keyof Operations;

/** A refusal, as far as it says what to do next. */
interface Refused {
  status: number;
  /** The problem's code; "unknown" where the response is no problem, such as a proxy's page. */
  code: string;
  /** The wrong fields of the request. */
  fields: readonly string[];
  /** The operation that was called; null for a call outside the generated client. */
  operation: OperationName | null;
}

/** What to do after a refusal; null where only the message can say it. */
export function nextStep({ status, code, fields, operation }: Refused): string | null {
  switch (status) {
    case 401:
      return "Sign in again: countersign login";
    case 403:
      return "Use a profile that may do this: countersign profiles list";
    case 404:
      return (code === "not_found" && operation !== null && findStep(operation)) || wrongAddress;
    case 422:
      return operation === null ? help : correctStep(operation, fields);
    case 429:
      return "Try again in some seconds.";
    default:
      return status >= 500 ? "Try again; if it persists, contact the operator of the service." : null;
  }
}

const wrongAddress =
  "Is this the address of a Countersign service, of the command line's version or newer? countersign doctor checks it.";
const help = "--help shows what the command takes.";

/** The command that lists what a path of the management API begins with. */
const listCommands: Readonly<Record<string, string>> = {
  deliveries: "countersign deliveries list",
  "event-types": "countersign events types",
  events: "countersign events list",
  projects: "countersign projects list",
  reviews: "countersign reviews list",
  sessions: "countersign sessions list",
  webhooks: "countersign webhooks list",
};

function findStep(operation: OperationName): string | null {
  const [, resource = ""] = /^\/manage\/v1\/([\w-]+)\//.exec(routes[operation].path) ?? [];
  const list = listCommands[resource];
  if (list === undefined) return null;
  const elsewhere =
    resource === "projects"
      ? "Another profile may have it: --profile <name>"
      : "Another project or profile may have it: --project <id>, --profile <name>";
  return `List the ids: ${list}. ${elsewhere}`;
}

/** The flags that set a request's fields. */
const flags: { readonly [Name in OperationName]?: Readonly<Record<string, string>> } = {
  decideReview: {
    comment: "--comment",
    decision: "--decision",
    reason: "--reason",
    reasons: "--reason",
  },
  listDeliveries: {
    eventId: "--event",
    status: "--status",
    subject: "--subject",
    type: "--type",
    webhookId: "--webhook",
  },
  listEvents: { subject: "--subject", type: "--type" },
  resendDelivery: { reason: "--reason" },
  rotateWebhookSecret: { overlapSeconds: "--overlap" },
  simulateSession: { reason: "--fail" },
  testWebhook: { type: "--type" },
};

function correctStep(operation: OperationName, fields: readonly string[]): string {
  const steps = fields.map((field) => correction(operation, field));
  const known = steps.filter((step) => step !== null);
  return known.length === 0 ? help : [...new Set(known)].join("\n      ");
}

/** How to give a field another value; null where no flag does. */
function correction(operation: OperationName, field: string): string | null {
  const [name = "", ...inside] = field.split(".");
  if (name === "") return null;
  if (name === "projectId") return "Choose one of countersign projects list, by --project <id>";
  switch (operation) {
    case "importWebhooks":
      return "Correct the file that --file names";
    case "startSession":
      return `Correct ${field}: --set ${field}=…`;
    case "recordEvent":
    case "intercept":
      return name === "payload" && inside.length > 0 ? `Correct ${field}: --set ${inside.join(".")}=…` : null;
    default: {
      if (name === "limit") return "Correct limit: --limit …";
      const named = flags[operation] ?? {};
      return Object.hasOwn(named, name) ? `Correct ${name}: ${named[name]} …` : null;
    }
  }
}
