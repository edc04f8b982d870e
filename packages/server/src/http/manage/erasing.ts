import { cancelForSubject } from "../../delivery/index.ts";
import { forgetDocuments, lockDocumentsOf } from "../../documents/index.ts";
import { forgetUsers, lockUsersOf } from "../../users/index.ts";
import type { Erasing, VerificationDeps } from "../../verification/index.ts";
import type { HttpDeps } from "../deps.ts";

/** What erases a person with all that every module keeps of them. */
export function erasingWith(deps: HttpDeps): VerificationDeps & Erasing {
  return {
    ...deps.verification,
    cancelDeliveries: (tx, keyId) => cancelForSubject(deps, tx, keyId),
    async lockOthers(tx, subjectId) {
      await lockUsersOf(tx, subjectId);
      await lockDocumentsOf(tx, subjectId);
    },
    async forgetOthers(tx, subjectId) {
      await forgetUsers(tx, subjectId);
      return forgetDocuments(tx, subjectId);
    },
  };
}
