/** Options of a session that runs all tasks at once, in JavaScript. */
export const sessionOptions = {
	strategy: 'concurrent',
	language: 'javascript',
	limit: 3,
	seed: 42,
	run: 1,
	theme: 'dark',
	motion: 'full',
} as const;
