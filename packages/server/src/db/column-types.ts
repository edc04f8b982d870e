import type { ColumnType, Generated } from "kysely";

/** `bytea`: written as any bytes, read as a Buffer. */
export type Bytes = ColumnType<Buffer, Uint8Array, Uint8Array>;
/** A nullable column, null by default. */
export type Optional<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;
export type OptionalBytes = ColumnType<Buffer | null, Uint8Array | null | undefined, Uint8Array | null>;
/** `timestamptz` with the default `now()`. */
export type Stamp = Generated<Date>;
export type OptionalStamp = Optional<Date>;
export type OptionalText = Optional<string>;
export type OptionalInteger = Optional<number>;
/** `jsonb`: plain values are written and read, keys unchanged. Never a JSON text: it would be stored as a string. */
export type Json<Value> = ColumnType<Value, Value, Value>;
export type DefaultedJson<Value> = ColumnType<Value, Value | undefined, Value>;
/** `date`: "YYYY-MM-DD", a UTC day. */
export type Day = string;
export type OptionalDay = Optional<Day>;

type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };
