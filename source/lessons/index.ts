/** Our lessons, by the names of their folders, group by group in the order in which a beginner needs them. */
export const lessonNames: readonly string[] = [];
