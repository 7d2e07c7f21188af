import type {Function as FunctionNode, Program} from 'acorn';
import {parse} from 'acorn';
import {exportsOf} from './javascript-exports.ts';
import {stripTypes} from './strip-types.ts';

/** A function of a file that can be run as a task: no one has to give it anything. */
export type FoundTask = {
	/** As it is shown. */
	readonly name: string;
	/** What the file calls it for others: the name of the export. */
	readonly function: string;
};

/** The tasks of a file in their order; or, in the rest of a sentence, why it cannot be run, and in which line. */
export type FoundTasks = {readonly tasks: readonly FoundTask[]} | {readonly error: string; readonly line?: number};

/**
 * The async functions that a JavaScript or TypeScript file exports and that need no arguments, by its text alone: nothing of it runs.
 * One that takes nothing but `{signal}` is among them. `ending`: that of the file, with its dot.
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
	return {tasks};
}

type Grammar = 'module' | 'script';
type Parsed = {readonly program: Program} | {readonly error: string; readonly line: number};

/** A file whose ending does not tell is what it can be read as; the attempt that came further says what is wrong with it. */
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

/** `{signal}`, which every task is given. */
function takesSignal(parameter: FunctionNode['params'][number] | undefined): boolean {
	return (
		parameter?.type === 'ObjectPattern' &&
		parameter.properties.every(
			property => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'signal',
		)
	);
}
