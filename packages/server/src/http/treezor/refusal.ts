import {
  type FieldProblem,
  type TreezorErrorBody,
  type TreezorErrorCode,
  treezorError,
  treezorErrors,
} from "@countersign/wire";

/**
 * A refusal in this surface's shape; thrown to leave a request from any depth.
 */
export class TreezorRefusal extends Error {
  override readonly name = "TreezorRefusal";
  readonly code: TreezorErrorCode;
  readonly problems: readonly FieldProblem[];

  constructor(code: TreezorErrorCode, problems: readonly FieldProblem[]) {
    super(treezorErrors[code].message);
    this.code = code;
    this.problems = problems;
  }
}

/** A refusal to throw; each problem names a field of the request, without its value. */
export function refuse(code: TreezorErrorCode, ...problems: FieldProblem[]): TreezorRefusal {
  return new TreezorRefusal(code, problems);
}

/** The refusal of a request whose fields are missing, unknown or wrong. */
export function refuseFields(problems: readonly FieldProblem[]): TreezorRefusal {
  return new TreezorRefusal(40001, problems);
}

/** The body of a refusal: one error for each problem, or a single one. */
export function refusalBody({ code, problems }: TreezorRefusal): TreezorErrorBody {
  const [error] = treezorError(code).errors;
  if (error === undefined || problems.length === 0) return treezorError(code);
  return {
    errors: problems.map(({ field, problem }) => ({
      ...error,
      errorMessage: `${error.errorMessage}: ${field === "" ? "it" : field} ${problem}`,
      ...(field !== "" && { field }),
    })),
  };
}
