import {globSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import type {JsonSchema} from '@valibot/to-json-schema';
import {toJsonSchema} from '@valibot/to-json-schema';
import type {AnyNode} from 'acorn';
import {
	exerciseLine,
	exercisesLine,
	findingLine,
	lessonLine,
	output,
	summaryLine,
} from '../source/exports/output-schema.ts';
import {lane, report, run, stretch} from '../source/exports/tables/report.ts';
import {summary} from '../source/model/analysis/summary.ts';
import {traceEvent} from '../source/trace/event.ts';
import {describedFile, failure, machine, place, plannedTask, waitsFor} from '../source/trace/event-parts.ts';
import type {DocComments} from './doc-comments.ts';
import {elementsOf, propertiesOf, readDocComments, typeOf} from './doc-comments.ts';

/** The files that define the events, below `source/`. */
export const eventFiles = globSync('trace/{event,event-parts,events/*}.ts', {
	cwd: fileURLToPath(new URL('../source/', import.meta.url)),
});

/** The files with the schemas and their doc comments. */
const files = [...eventFiles, 'model/analysis/summary.ts', 'exports/output-schema.ts', 'exports/tables/report.ts'];

const named = {
	place,
	failure,
	waitsFor,
	plannedTask,
	describedFile,
	machine,
	summary,
	findingLine,
	summaryLine,
	lessonLine,
	exerciseLine,
	exercisesLine,
	report,
	run,
	lane,
	stretch,
};

/**
 * Builds the JSON schema (draft 2020-12) of all output for scripts: of each line of a trace and of `--json`, and of a
 * `.json` document. It comes from the schemas that the program itself checks with, described by their doc comments.
 */
export async function outputSchema(): Promise<JsonSchema> {
	const events = Object.fromEntries(traceEvent.options.map(event => [event.entries.type.literal, event]));
	const schema = toJsonSchema(output, {
		target: 'draft-2020-12',
		definitions: {...events, ...named},
		// JSON has only finite numbers.
		ignoreActions: ['finite'],
	});
	const texts = files.map(file => readFile(new URL(`../source/${file}`, import.meta.url), 'utf8'));
	const comments = readDocComments(await Promise.all(texts));
	const definitions = schema.$defs ?? {};
	for (const [name, definition] of Object.entries(definitions)) {
		const written = comments.declared(name) ?? writtenEvent(name, comments);
		if (typeof definition === 'boolean' || !written) continue;
		if (written.comment !== undefined) definition.description = written.comment;
		describe(definition, written.node, comments);
	}
	return {
		title: 'Machine-readable output of async-tui',
		description: 'A line of a trace or of --json, or a .json document; `type` says which. Times are in milliseconds.',
		...schema,
	};
}

function writtenEvent(type: string, comments: DocComments) {
	const events = comments.declared('traceEvent')?.node;
	const node = (events ? optionsOf(events, comments) : []).find(option => typeOf(option, comments) === type);
	return node && {node, comment: comments.above(node)};
}

/** Adds the doc comments above its properties to a schema and those within it. */
function describe(schema: JsonSchema | boolean | undefined, node: AnyNode | undefined, comments: DocComments): void {
	if (schema === undefined || typeof schema === 'boolean' || schema.$ref !== undefined || !node) return;
	if (node.type === 'Identifier') {
		const written = comments.declared(node.name);
		if (written?.comment !== undefined) schema.description ??= written.comment;
		describe(schema, written?.node, comments);
		return;
	}
	if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
	for (const [name, property] of propertiesIn(node, comments)) {
		const inner = schema.properties?.[name];
		if (inner === undefined || typeof inner === 'boolean') continue;
		const comment = comments.above(property);
		if (comment !== undefined) inner.description = comment;
		describe(inner, property.value, comments);
	}
	const choices = schema.oneOf ?? schema.anyOf;
	for (const [index, option] of optionsOf(node, comments).entries()) {
		const inner = choices?.[index];
		const comment = comments.above(option);
		if (comment !== undefined && typeof inner === 'object') inner.description = comment;
		describe(inner, option, comments);
	}
	// The schema inside `v.optional(…)`, `v.array(…)`.
	const [wrapped] = node.arguments;
	if (wrapped?.type === 'Identifier' || wrapped?.type === 'CallExpression') {
		describe(
			schema.type === 'array' && !Array.isArray(schema.items) ? schema.items : (choices?.[0] ?? schema),
			wrapped,
			comments,
		);
	}
}

function propertiesIn(node: AnyNode, comments: DocComments) {
	const [first] = node.type === 'CallExpression' ? node.arguments : [];
	return first && first.type !== 'SpreadElement' ? [...propertiesOf(first, comments)] : [];
}

/** Returns the options of a variant or a union. */
function optionsOf(node: AnyNode, comments: DocComments): readonly AnyNode[] {
	return node.type === 'CallExpression'
		? elementsOf(
				node.arguments.find(argument => argument.type === 'ArrayExpression'),
				comments,
			)
		: [];
}
