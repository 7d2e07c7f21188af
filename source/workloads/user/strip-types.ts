import * as node from 'node:module';

/**
 * Removes the types of a TypeScript text; everything else stays in place. On failure, returns why this Node.js cannot
 * run it, and the line.
 */
export function stripTypes(
	text: string,
):
	| {readonly text: string}
	| {readonly error: string; readonly line?: number /** Another tool can run it. */; readonly isUnsupported?: true} {
	if (!process.features.typescript || !node.stripTypeScriptTypes) {
		return {error: `Node.js ${process.versions.node} does not run TypeScript. Use Node.js 22.18 or later`};
	}

	// Suppresses the warning that the function is experimental, which does not help the user.
	const {emitWarning} = process;
	process.emitWarning = () => {};
	try {
		return {text: node.stripTypeScriptTypes(text)};
	} catch (error) {
		const {message, stack = ''} = error as Error;
		// The stack starts with the file and the line.
		const line = /^.*:(\d+)\n/.exec(stack)?.[1];
		const isUnsupported =
			(error as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' || /not supported/.test(message);
		return {error: firstSentence(message), ...(line && {line: Number(line)}), ...(isUnsupported && {isUnsupported})};
	} finally {
		process.emitWarning = emitWarning;
	}
}

/** Cuts the list of expected tokens. */
function firstSentence(message: string): string {
	return (message.split('\n', 1)[0] ?? '').replace(/\. Expected .*$/, '');
}
