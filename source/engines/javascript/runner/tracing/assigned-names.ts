/** What can stand between `name =` and where V8 says that a function starts. */
const start = /\s*=\s*(?:async\b\s*)?(?:function\b\s*\*?\s*)?$/;
/** The longest part of a text that is searched, in characters. */
const reach = 400;

/**
 * Returns a check of the names that V8 infers for functions without one. Such a name is right for
 * `exports.load = async () => {}`. In `log(pool.run(async () => {}, {limit: 2}))`, V8 joins the words around the
 * function: `log.pool.run.limit`. `textOf` returns the text of a file that runs as it was written.
 */
export function createAssignedNames(textOf: (file: string) => string | undefined) {
	const texts = new Map<string, readonly string[] | undefined>();
	const linesOf = (file: string) => {
		if (!texts.has(file)) {
			texts.set(file, textOf(file)?.split('\n'));
		}

		return texts.get(file);
	};

	return {
		/** Whether `name` may be the name of the function that starts at this position, 1-based. */
		isName(file: string, line: number, column: number, name: string): boolean {
			const lines = name.includes('.') ? linesOf(file) : undefined;
			if (!lines) {
				return true;
			}

			const before = [...lines.slice(Math.max(0, line - 4), line - 1), lines[line - 1]?.slice(0, column - 1) ?? ''];
			const text = before.join('\n').slice(-reach);
			const target = text.slice(0, start.exec(text)?.index ?? 0);
			return target.endsWith(name.slice(name.lastIndexOf('.') + 1));
		},
	};
}
