/** Of everything read from `/operators`. */
export const operatorsKey = ["operators"] as const;
