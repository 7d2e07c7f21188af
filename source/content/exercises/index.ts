/** The exercises, by the names of their folders, in the order of the lessons that they belong to. */
export const exerciseNames: readonly string[] = [
	'overlap',
	'swallowed-cancel',
	'too-many',
	'closed-early',
	'for-each',
	'blocking-call',
	'lost-update',
	'lock-order',
];
