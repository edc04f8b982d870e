import type { CodeRecipient } from "./codes.ts";

/** A recipient as the applicant's page shows it: enough to recognise, too little to learn. */
export function masked({ phone, email }: CodeRecipient): string | null {
  if (phone !== undefined) return `${phone.slice(0, 4)}\u00a0•••\u00a0${phone.slice(-2)}`;
  if (email === undefined) return null;
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}•••@${domain}`;
}
