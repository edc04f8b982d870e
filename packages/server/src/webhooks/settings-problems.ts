import {
  awaitsAnswer,
  type ChangeWebhook,
  dialect,
  type FieldProblem,
  isGate,
  keysOf,
  modeFromFlags,
  momentOf,
  typesOf,
  type WebhookMode,
} from "@countersign/wire";
import { checkClientCertificate } from "../outbound/index.ts";
import { hookProblems } from "./hook-problems.ts";
import type { Settings } from "./settings.ts";

/** Contradictions within a change, whatever the webhook's other settings are. */
export function changeProblems(change: ChangeWebhook): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (change.flags !== undefined && change.mode !== undefined) {
    problems.push({ field: "flags", problem: "can't be combined with mode: send one of the two" });
  }
  const read = change.flags && modeFromFlags(change.flags, null);
  if (read && !read.ok) {
    const [one, other] = read.contradiction;
    problems.push(
      {
        field: `flags.${one}`,
        problem: `can't be combined with ${other}: without waiting there is no answer to read`,
      },
      { field: `flags.${other}`, problem: `can't be combined with ${one}` },
    );
  }
  if (change.basicAuth && change.bearer) {
    problems.push({ field: "bearer", problem: "can't be combined with basicAuth: both set the same header" });
  }
  return problems;
}

/** Problems of the settings as a whole. Each names a field of the change, if there is one. */
export function settingsProblems(settings: Settings, change: ChangeWebhook, now: number): FieldProblem[] {
  return [
    ...periodProblems(settings, change),
    ...momentProblems(settings, change),
    ...hookProblems(settings, change),
    ...dialectProblems(settings, change),
    ...certificateProblems(settings, change, now),
  ];
}

function periodProblems({ validFrom, validTo }: Settings, change: ChangeWebhook): FieldProblem[] {
  if (validFrom === null || validTo === null || validFrom < validTo) return [];
  return change.validTo === undefined
    ? [{ field: "validFrom", problem: "must be before validTo" }]
    : [{ field: "validTo", problem: "must be after validFrom" }];
}

/** Only what has not happened yet can be denied, and only an operation can wait. */
function momentProblems({ mode, events }: Settings, change: ChangeWebhook): FieldProblem[] {
  if (!awaitsAnswer(mode)) return [];
  const moment = momentOf(events);
  const wanted = isGate(mode) ? "before" : "after";
  if (moment === wanted) return [];
  const field = change.flags ? "flags.awaitAnswer" : change.mode ? "mode" : "events";
  const works = `${mode} works with ${typesAt[wanted]} events only`;
  const problem =
    moment === null
      ? `${works}: an answer is waited for either before operations or after them; ` +
        "set up a webhook for each kind of event, and one that doesn't wait for all others"
      : `${works}: send mode ${counterpart[mode]}, or the flags again, for ${typesAt[moment]} events`;
  return [{ field, problem }];
}

const typesAt = { before: "before_", after: "after_ and on_" } as const;
const counterpart: Partial<Record<WebhookMode, WebhookMode>> = {
  gate: "await",
  gate_apply: "await_keep",
  await: "gate",
  await_keep: "gate_apply",
};

function dialectProblems({ dialect: name, events }: Settings, change: ChangeWebhook): FieldProblem[] {
  const unsupported = typesOf(events).filter((type) => !dialect(name).supports(type));
  if (unsupported.length === 0) return [];
  const some = unsupported.slice(0, 3).join(", ");
  const problem = `the format ${name} does not support ${some}${unsupported.length > 3 ? " and others" : ""}; standard supports all types`;
  return [{ field: change.dialect === undefined ? "events" : "dialect", problem }];
}

function certificateProblems(settings: Settings, change: ChangeWebhook, now: number): FieldProblem[] {
  const { clientCertificate, url } = settings;
  if (clientCertificate === null) return [];
  if (URL.parse(url)?.protocol !== "https:") {
    const problem = "is only sent over https";
    return [{ field: change.clientCertificate ? "clientCertificate" : "url", problem }];
  }
  // A certificate that was checked when saved may expire later: that must not prevent changes of
  // other settings.
  if (!change.clientCertificate) return [];
  const checked = checkClientCertificate(clientCertificate, now);
  if (checked.ok) return [];
  return [{ field: `clientCertificate.${checked.problem.field}`, problem: checked.problem.problem }];
}

/**
 * A webhook that moves to another host needs its credentials again: none is sent to a host that it
 * was not given for.
 */
export function movingProblems(before: Settings, change: ChangeWebhook): FieldProblem[] {
  if (change.url === undefined || URL.parse(change.url)?.origin === URL.parse(before.url)?.origin) return [];
  const held = {
    basicAuth: before.basicAuth !== null && !change.bearer,
    bearer: before.bearer !== null && !change.basicAuth,
    clientCertificate: before.clientCertificate !== null,
    headers: before.headers.length > 0,
  };
  const names = keysOf(held);
  return names
    .filter((name) => held[name] && change[name] === undefined)
    .map((field) => ({ field, problem: "must be given again for another host, or be null" }));
}
