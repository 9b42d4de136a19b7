/** The sections of CONTRACT.md by their letters; `K` is what the kit itself needs of factory and probe. */
export const sectionNames = {
  K: 'Factory and probe',
  L: 'Lifecycle',
  S: 'Session and capabilities',
  W: 'Watching',
  Q: 'Queries and scope',
  A: 'Acting',
  R: 'Reporting',
  E: 'Errors',
  D: 'Bad data',
  N: 'Notices',
  M: 'Messages',
} as const;

export type SectionLetter = keyof typeof sectionNames;

/** The number of a rule in CONTRACT.md ("W4"), or of one that the kit itself needs ("K1"). */
export type RuleId = `${SectionLetter}${number}`;
