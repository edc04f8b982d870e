import { methodOfManage, refusalReasonsOf } from "@countersign/wire";

const heading = "// Made of wire's list of reasons by `npm run generate -w packages/cli`; a test compares.\n";

/** The method of able-id's sessions, and those that the management API starts. */
const methods = ["identification", "document", "liveness", "qes", "video_conference"] as const;

/** The text of `generated/reasons.ts`: the reasons for which sessions of each method fail. */
export function reasonsText(): string {
  const lists = methods.map((method) => {
    const refusals = refusalReasonsOf(methodOfManage(method));
    return `${method}: ${JSON.stringify([...refusals, "simulated"])},`;
  });
  return `${heading}
/** The reasons for which a session fails, by its method; \`simulated\` is given by no operator. */
export const failureReasons = {
${lists.join("\n")}
} as const;
`;
}
