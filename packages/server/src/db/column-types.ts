import type { ColumnType, Generated } from "kysely";

/** `bytea`: written as any bytes, read as a Buffer. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;
export type OptionalBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
/** `timestamptz` that the database fills with `now()` when it isn't given. */
export type Stamp = Generated<Date>;
export type OptionalStamp = ColumnType<Date | null, Date | null | undefined, Date | null>;
export type OptionalText = ColumnType<string | null, string | null | undefined, string | null>;
export type OptionalInteger = ColumnType<number | null, number | null | undefined, number | null>;
/** `jsonb`: plain values go in and come out, keys unchanged. Never a JSON text: it would be stored as a string. */
export type Json<Value> = ColumnType<Value, Value, Value>;
export type DefaultedJson<Value> = ColumnType<Value, Value | undefined, Value>;
/** `date`: "YYYY-MM-DD", a UTC day. */
export type Day = string;
export type OptionalDay = ColumnType<Day | null, Day | null | undefined, Day | null>;

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
