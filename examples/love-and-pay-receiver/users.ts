import { DatabaseSync } from "node:sqlite";

/** What the shop stores about a user's verification, one member per column. */
export interface KycFields {
  kycStatus: string;
  kycLevel?: string;
  kycVerifiedAt?: string;
  kycFailureReason?: string;
  firstName?: string;
  lastName?: string;
  dateOfBirth?: string;
}

export interface Database {
  users: { update(change: { where: { id: string }; data: KycFields }): Promise<void> };
}

const columns = [
  "kycStatus",
  "kycLevel",
  "kycVerifiedAt",
  "kycFailureReason",
  "firstName",
  "lastName",
  "dateOfBirth",
] as const satisfies (keyof KycFields)[];

/** The shop's users in one SQLite file; unknown users are added. */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file);
  const named = columns.map((column) => `${column} text`).join(", ");
  sqlite.exec(`create table if not exists users (id text primary key, ${named})`);
  return {
    users: {
      async update({ where, data }) {
        const given = columns.filter((column) => data[column] !== undefined);
        const changes = given.map((column) => `${column} = excluded.${column}`).join(", ");
        const places = given.map(() => "?").join(", ");
        const insert = `insert into users (id, ${given.join(", ")}) values (?, ${places})
          on conflict (id) do update set ${changes}`;
        sqlite.prepare(insert).run(where.id, ...given.map((column) => data[column] ?? null));
      },
    },
  };
}
