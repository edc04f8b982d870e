/** Binds a sealed column to its content and owner: a box moved to another column or person doesn't open. */
export const sealContext = {
  person: (subjectId: string) => `registry:${subjectId}:person`,
  personPhoto: (subjectId: string) => `registry:${subjectId}:person-photo`,
  crossing: (subjectId: string) => `registry:${subjectId}:crossing`,
  crossingPhoto: (subjectId: string) => `registry:${subjectId}:crossing-photo`,
  sourceKey: (sourceId: string) => `registry-source:${sourceId}:api-key`,
};
