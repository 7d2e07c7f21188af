import * as node from 'node:module';

/** The text without its types, in which all else keeps its place; or why this Node.js cannot run it, and where. */
export function stripTypes(text: string): {readonly text: string} | {readonly error: string; readonly line?: number} {
	if (!process.features.typescript || !node.stripTypeScriptTypes) {
		return {error: `Node.js ${process.versions.node} does not run TypeScript. Use Node.js 22.18 or later`};
	}

	// It warns that it is experimental, which is of no use to whoever runs a file.
	const {emitWarning} = process;
	process.emitWarning = () => {};
	try {
		return {text: node.stripTypeScriptTypes(text)};
	} catch (error) {
		const {message, stack = ''} = error as Error;
		// Node.js writes the line above the message.
		const line = /^.*:(\d+)\n/.exec(stack)?.[1];
		return {error: firstSentence(message), ...(line && {line: Number(line)})};
	} finally {
		process.emitWarning = emitWarning;
	}
}

/** Without the list of all that could have stood there. */
function firstSentence(message: string): string {
	return (message.split('\n', 1)[0] ?? '').replace(/\. Expected .*$/, '');
}
