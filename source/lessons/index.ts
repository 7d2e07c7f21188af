/** Our lessons, by the names of their folders, group by group in the order in which a beginner needs them. */
export const lessonNames: readonly string[] = [
	'giving-way',
	'blocking-the-loop',
	'cooperative',
	'concurrent-not-parallel',
	'blocking-library',
	'function-colour',
	'async-is-viral',
	'threads-and-the-gil',
	'workers-and-processes',
];
