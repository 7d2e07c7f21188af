import type {Function as FunctionNode, Program} from 'acorn';
import {parse} from 'acorn';
import {exportsOf} from './javascript-exports.ts';
import type {FileStart} from './javascript-start.ts';
import {startOf} from './javascript-start.ts';
import {stripTypes} from './strip-types.ts';

/** A function of a file that can run as a task: it needs no arguments. */
export type FoundTask = {
	/** The displayed name. */
	readonly name: string;
	/** The name of the export. */
	readonly function: string;
};

/**
 * The tasks of a file in their order, and where the file starts something by itself; or why it cannot be parsed, as the
 * rest of a sentence, with the line.
 */
export type FoundTasks =
	| {readonly tasks: readonly FoundTask[]; readonly starts?: FileStart | undefined}
	| {readonly error: string; readonly line?: number; readonly isUnsupported?: true};

/**
 * Finds the exported async functions of a JavaScript or TypeScript file that need no arguments, or only `{signal}`.
 * Parses the text and runs nothing. `extension`: that of the file, with its dot.
 */
export function findJavaScriptTasks(text: string, extension: string): FoundTasks {
	const stripped = /ts$/.test(extension) ? stripTypes(text) : {text};
	if ('error' in stripped) {
		return stripped;
	}

	const parsed = parseAs(
		stripped.text,
		/^\.c/.test(extension) ? ['script'] : /^\.m/.test(extension) ? ['module'] : undefined,
	);
	if ('error' in parsed) {
		return parsed;
	}

	const tasks = [...exportsOf(parsed.program)].flatMap(([name, node]) => {
		const functionName = node.type === 'ArrowFunctionExpression' ? undefined : node.id?.name;
		return isTask(node) ? [{name: name === 'default' ? (functionName ?? name) : name, function: name}] : [];
	});
	return {tasks, starts: startOf(parsed.program, stripped.text)};
}

type Grammar = 'module' | 'script';
type Parsed = {readonly program: Program} | {readonly error: string; readonly line: number};

/**
 * Parses a text. If the extension does not decide the grammar, tries both. On failure, the error is that of the attempt
 * that got further.
 */
function parseAs(text: string, grammars: readonly Grammar[] = ['module', 'script']): Parsed {
	const errors: (SyntaxError & {readonly pos: number; readonly loc: {readonly line: number}})[] = [];
	for (const sourceType of grammars) {
		try {
			const allowReturnOutsideFunction = sourceType === 'script';
			return {program: parse(text, {ecmaVersion: 'latest', sourceType, allowReturnOutsideFunction})};
		} catch (error) {
			errors.push(error as (typeof errors)[number]);
		}
	}

	const [error] = errors.sort((one, other) => other.pos - one.pos);
	if (!error?.loc) {
		throw error;
	}

	return {error: error.message.replace(/ \(\d+:\d+\)$/, ''), line: error.loc.line};
}

function isTask({async, generator, params}: FunctionNode): boolean {
	const required = params.filter(({type}) => type !== 'AssignmentPattern' && type !== 'RestElement');
	return async && !generator && (required.length === 0 || (required.length === 1 && takesSignal(params[0])));
}

/** Whether a parameter is `{signal}`, which is passed to every task. */
function takesSignal(parameter: FunctionNode['params'][number] | undefined): boolean {
	return (
		parameter?.type === 'ObjectPattern' &&
		parameter.properties.every(
			property => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'signal',
		)
	);
}
