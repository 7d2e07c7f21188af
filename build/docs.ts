import {readFileSync, writeFileSync} from 'node:fs';
import type {Flag} from '../source/cli/args/flag.ts';
import {usage} from '../source/cli/args/flag.ts';
import {flags, variable} from '../source/cli/args/flags.ts';
import {commonVariables, examples, exitCodes, stateFiles, usages} from '../source/cli/commands/help.ts';
import {help} from '../source/keys/help.ts';
import {createCatalog} from '../source/workloads/catalog.ts';
import {readDocComments, typeOf} from './doc-comments.ts';
import {eventFiles} from './schema.ts';
import type {Field} from './schema-fields.ts';
import {fieldsOf, membersOf} from './schema-fields.ts';

/** `npm run docs`: generates the marked parts of the pages, between marks such as `<!-- keys -->`, from the program. */
export const pages: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
	'readme.md': {lessons: lessonNames},
	'docs/lessons.md': {
		lessons: lessonTable,
		fields: lessonFields,
		claims,
		exercises: exerciseTable,
		'claim options': claimOptions,
		facts: factTable,
	},
	'docs/cli.md': {
		usage: () => block('text', usages),
		examples: () => block('sh', examples.map(comment)),
		flags: flagTable,
		variables: () => `${commonVariables.map(code).join(', ')}\n`,
		keys: keyTable,
		files: () =>
			table(
				['file', 'contains'],
				stateFiles.map(({path, words}) => [code(path), words]),
			),
		'exit codes': () =>
			table(
				['code', 'means'],
				exitCodes.map(({code, words}) => [String(code), words]),
			),
		summary: () => jsonFields('summaryLine'),
		'lesson line': () => jsonFields('lessonLine'),
		'exercise line': () => jsonFields('exerciseLine'),
	},
	'docs/trace-format.md': {events},
};

/** Returns the URL of a page. */
export const pageFile = (page: string): URL => new URL(`../${page}`, import.meta.url);

/** Returns a page with up-to-date generated parts. Throws if the marks of one are missing. */
export function withParts(text: string, parts: Readonly<Record<string, () => string>>): string {
	return Object.entries(parts).reduce((page, [name, part]) => {
		const between = new RegExp(`<!-- ${name} -->\n[\\s\\S]*?<!-- /${name} -->`);
		if (!between.test(page)) throw new Error(`no marks of ${name}`);
		return page.replace(between, () => `<!-- ${name} -->\n${part()}<!-- /${name} -->`);
	}, text);
}

const read = (...files: readonly string[]) =>
	files.map(file => readFileSync(new URL(`../source/${file}`, import.meta.url), 'utf8'));

function lessonsByGroup() {
	const lessons = createCatalog().entries();
	return Map.groupBy(
		lessons.filter(({lesson}) => lesson).map(({choice}) => choice),
		({group}) => group,
	);
}

function lessonNames(): string {
	const groups = [...lessonsByGroup()].map(([group, lessons]) => {
		return `- **${group}:** ${lessons.map(({name}) => code(name)).join(', ')}`;
	});
	return lines(groups);
}

function lessonTable(): string {
	return grouped(
		['', 'lesson', ''],
		[...lessonsByGroup()].map(([group, lessons]) => [group, lessons.map(({name, sentence}) => [code(name), sentence])]),
	);
}

function exerciseTable(): string {
	return table(
		['exercise', 'minutes', ''],
		createCatalog()
			.exercises()
			.map(({name, exercise}) => [code(name), String(exercise.minutes), exercise.sentence]),
	);
}

function lessonFields(): string {
	const comments = readDocComments(read('workloads/lesson-schema.ts'));
	return fieldTable(fieldsOf(comments.declared('lesson')?.node, comments));
}

const readClaims = () => readDocComments(read('model/analysis/claim.ts'));

function claims(): string {
	const comments = readClaims();
	return lines(membersOf('claim', comments).map(({node, description}) => item(fieldsOf(node, comments), description)));
}

function claimOptions(): string {
	const comments = readClaims();
	const options = fieldsOf(comments.declared('common')?.node, comments);
	return lines(options.map(option => item([option], option.description)));
}

/** The table in the doc comment of `factOf`. */
function factTable(): string {
	const [text = ''] = read('model/analysis/facts.ts');
	return lines([...text.matchAll(/^ \* (\|.*)$/gm)].map(([, row = '']) => row));
}

function events(): string {
	const comments = readDocComments(read(...eventFiles));
	return lines(
		membersOf('traceEvent', comments).map(({node, description}) => {
			const fields = fieldsOf(node, comments).filter(({path}) => !['type', 'at'].includes(path) && !path.includes('.'));
			const listed = fields.length > 0 ? ` ${fields.map(({path}) => code(path)).join(', ')}.` : '';
			return `- **${code(String(typeOf(node, comments)))}**${listed} ${description}`;
		}),
	);
}

function jsonFields(name: string): string {
	const comments = readDocComments(read(...eventFiles, 'model/analysis/summary.ts', 'exports/output-schema.ts'));
	return fieldTable(fieldsOf(comments.declared(name)?.node, comments).filter(({path}) => path !== 'type'));
}

function flagTable(): string {
	const rows: readonly (Flag & {readonly name: (typeof flags)[number]['name']})[] = flags;
	return grouped(
		['', 'flag', 'what it does', 'environment variable'],
		[...Map.groupBy(rows, ({group}) => group)].map(([group, flags]) => [
			group,
			flags.map(flag => [code(usage(flag)), flag.words, flag.variable ? code(variable(flag.name)) : '']),
		]),
	);
}

function keyTable(): string {
	return grouped(
		['', 'key', ''],
		help().map(({title, rows}) => [title, rows.map(({keys, words}) => [code(keys), words])]),
	);
}

type Row = readonly string[];

/** Formats a table whose first column names a group in the group's first row. */
function grouped(head: Row, groups: readonly (readonly [title: string, rows: readonly Row[]])[]): string {
	const rows = groups.flatMap(([title, rows]) => rows.map((row, index) => [index === 0 ? title : '', ...row]));
	return table(head, rows);
}

/** Formats a table of fields. A field and its parts share a row if none of the parts is described. */
function fieldTable(fields: readonly Field[]): string {
	const rows: Row[] = [];
	for (let index = 0; index < fields.length; index++) {
		const {path = '', description = ''} = fields[index] ?? {};
		const within = `${path.replace('?', '')}.`;
		const parts = fields.slice(index + 1).filter(part => part.path.startsWith(within));
		const isShared = parts.every(part => part.description === '');
		if (description === '' && !isShared) continue;
		const names = isShared ? parts.map(part => code(part.path.slice(within.length))).join(', ') : '';
		rows.push([names ? `${code(path)}: ${names}` : code(path), description]);
		if (isShared) index += parts.length;
	}
	return table(['field', 'means'], rows);
}

function table(head: Row, rows: readonly Row[]): string {
	const line = (row: Row) => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return lines([line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)]);
}

function item(fields: readonly Field[], description: string): string {
	return `- ${fields.map(({path}) => code(path.replace('[]', ''))).join(', ')}: ${description}`;
}

type Typed = {readonly typed: string; readonly words?: string};

const comment = ({typed, words}: Typed): Typed => ({typed, ...(words && {words: `# ${words}`})});

/** Formats lines to type, with what they do in a second column. */
function block(language: string, rows: readonly Typed[]): string {
	const width = Math.max(...rows.map(({typed}) => typed.length));
	const text = rows.map(({typed, words = ''}) => `${typed.padEnd(width)}  ${words}`.trimEnd());
	return lines([`\`\`\`${language}`, ...text, '```']);
}

const code = (text: string) => `\`${text}\``;
const lines = (texts: readonly string[]) => texts.map(text => `${text}\n`).join('');

if (import.meta.main) {
	for (const [page, parts] of Object.entries(pages)) {
		writeFileSync(pageFile(page), withParts(readFileSync(pageFile(page), 'utf8'), parts));
	}
}
