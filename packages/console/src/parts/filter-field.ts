/** What a list can be narrowed by. Without options its values are typed. */
export interface FilterField {
  id: string;
  label: string;
  values: readonly string[] | undefined;
  options?: readonly { value: string; text: string }[];
}
