import { type BearerActor, bootstrapActor } from "../../../access/index.ts";
import { userDecided, userReviewDue } from "../../../users/index.ts";
import { startTestApi, type TestApi } from "../../testing/api.ts";

/** The caller: the project by its key, another project, an operator for the project, a reviewer, nobody. */
type Caller = "project" | "stranger" | "operator" | "reviewer" | "nobody";

export interface TreezorApi {
  api: TestApi;
  operator: BearerActor;
  /** A call of this surface with a JSON body. */
  call(method: string, path: string, body?: unknown, as?: Caller): Promise<Answered>;
  /** A call with any body. */
  send(method: string, path: string, payload: string | Buffer, type: string, as?: Caller): Promise<Answered>;
  /** The events that were recorded, oldest first. */
  events(): Promise<{ type: string; subject: string | null; sequence: number | null }[]>;
}

export interface Answered {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
  body: any;
  raw: Buffer;
}

/** Call it in `beforeAll` of a `*.db.test.ts`. Decisions about users cause events. */
export async function startTreezorApi(): Promise<TreezorApi> {
  const api = await startTestApi();
  const { deps } = api;
  deps.verification.onUserDecided = (tx, review, decision) => userDecided(deps, tx, review, decision);
  deps.verification.onUserReviewDue = (tx, review) => userReviewDue(deps, tx, review);

  async function inject(
    method: string,
    path: string,
    as: Caller,
    payload?: string | Buffer,
    type?: string,
  ): Promise<Answered> {
    const response = await api.app.inject({
      method: method as "GET",
      url: path,
      headers: {
        ...(as !== "nobody" && { authorization: `Bearer ${api.tokens[as]}` }),
        ...((as === "operator" || as === "reviewer") && { "x-project-id": api.own.project.id }),
        ...(type !== undefined && { "content-type": type }),
      },
      ...(payload !== undefined && { payload }),
    });
    const text = response.payload;
    const { statusCode: status, headers, rawPayload: raw } = response;
    return { status, headers, raw, body: text.startsWith("{") ? JSON.parse(text) : text };
  }

  return {
    api,
    operator: bootstrapActor,
    call: (method, path, body, as = "project") =>
      body === undefined
        ? inject(method, path, as)
        : inject(method, path, as, JSON.stringify(body), "application/json"),
    send: (method, path, payload, type, as = "project") => inject(method, path, as, payload, type),
    events: () =>
      deps.db
        .selectFrom("events")
        .select(["type", "subject", "sequence"])
        .where("projectId", "=", api.own.project.id)
        .orderBy("id")
        .execute(),
  };
}

/** An invented user, as in a request. */
export const newUser = {
  email: "a.oak@example.com",
  title: "M",
  firstname: "Alex",
  lastname: "Oak",
  birthday: "1989-05-06",
  country: "FR",
  nationality: "FR",
  placeOfBirth: "Caen",
  userTag: "customer 7",
};
