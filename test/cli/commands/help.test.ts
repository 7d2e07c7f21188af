import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import type {Environment} from '../../../source/cli/args/color-level.ts';
import {usage} from '../../../source/cli/args/flag.ts';
import {flags, variable} from '../../../source/cli/args/flags.ts';
import type {ParseContext} from '../../../source/cli/args/parse-context.ts';
import type {Command} from '../../../source/cli/command.ts';
import {examples, helpText} from '../../../source/cli/commands/help.ts';
import {listJson, listText} from '../../../source/cli/commands/list.ts';
import {packageVersion, versionText} from '../../../source/cli/commands/version.ts';
import {parse} from '../../../source/cli/parse.ts';
import {lessonNames} from '../../../source/content/lessons/index.ts';
import {scenarios} from '../../../source/content/scenarios/index.ts';
import {strategies} from '../../../source/content/strategies/index.ts';
import {parseContext} from '../../helpers/parse-context.ts';

const terminal: Environment = {TERM: 'xterm-256color', LANG: 'en_GB.UTF-8'};

function read(line: string, differs: Partial<ParseContext> = {}): Promise<Command> {
	const words = line.match(/"[^"]*"|\S+/g) ?? [];
	return parse(
		words.map(word => word.replaceAll('"', '')),
		parseContext({env: terminal, ...differs}),
	);
}

suite('help, list and version', () => {
	const help = helpText({lessons: lessonNames, scenarios, strategies});
	const lessons = [{name: 'cook', title: 'One cook', group: 'Basics', done: true}];
	const exercises = [{name: 'too-many', title: '429: four at a time', done: false}];
	const list = {lessons, exercises, scenarios, strategies};

	test('help fits 80 columns, is ASCII, and starts with examples', () => {
		for (const line of help.split('\n')) {
			assert.match(line, /^[ -~]{0,79}$/);
		}
		assert.ok(help.indexOf('Examples') < help.indexOf('Usage'));
		assert.ok(help.endsWith('\n') && !help.endsWith('\n\n'));
	});

	test('help names every flag, variable, scenario and strategy', () => {
		for (const flag of flags) {
			assert.ok(help.includes(`${usage(flag)} `) && help.includes(flag.words), flag.name);
			assert.equal(help.includes(variable(flag.name)), 'variable' in flag, flag.name);
		}
		for (const {name} of [...scenarios, ...strategies]) {
			assert.match(help, new RegExp(`\\b${name}\\b`));
		}
	});

	test('every example is a command line that runs', async () => {
		for (const {typed} of examples) {
			const line = typed.replace(/ \|.*/, '').replace(/\w+\.(mjs|py)/g, 'test/workloads/user/programs/$&');
			const [program, ...argv] = line.split(' ');
			assert.equal(program, 'async-tui');
			assert.equal((await read(argv.join(' '))).kind, 'run', typed);
			assert.ok(help.includes(typed));
		}
	});

	test('every flag of the table is accepted', async () => {
		const values: Record<string, string> = {
			strategy: '2',
			language: 'both',
			answer: 'unsure',
			limit: '3',
			seed: '42',
			python: 'python3',
			theme: 'dark',
			motion: 'full',
			compare: 'sequential,2',
			only: 'readMail',
			'max-memory': '200',
			urls: 'test/workloads/user/programs/addresses.txt',
			timeout: '2.5',
			repeat: '2',
			method: 'head',
			header: 'Accept:text/html',
			output: 'other.cast',
			size: '100x30',
			fps: '10',
			at: '1.5',
			from: '0.5',
			to: '1.5',
			speed: '0.5',
			keys: 'wait',
			zoom: 'code',
			cwd: '.',
			tape: 'test/fixtures/two.tape',
			deadline: '5 --keys wait',
			hold: '3',
			loop: '1',
			poster: '2',
			scale: '2',
			padding: '20',
			palette: 'nord',
			peak: 'download>=3',
			'max-in-flight': 'download<=3',
			overlap: 'a&b',
			order: '"a ends < b ends"',
			blocked: '<100ms',
			for: '10s',
			exit: '3',
			keep: '200000',
			claims: 'test/fixtures/claims.json',
			baseline: 'run.ndjson',
		};
		const goesWith = {
			files: 'test/workloads/user/programs/jobs.mjs',
			urls: 'https://example.com',
			lesson: `lesson ${lessonNames[0]}`,
			export: 'export run.ndjson -o run.svg',
			record: 'record -o run.gif',
			program: 'test/workloads/user/programs/main.mjs -o run.ndjson',
			saved: 'one.ndjson two.ndjson',
			check: 'check test/workloads/user/programs/jobs.mjs --main',
			deadline: 'record -o run.gif',
			// Each flag has an effect on one of them.
			output: 'export run.ndjson -o run.cast -o run.gif -o run.svg',
		};
		const kinds: Partial<Record<string, keyof typeof goesWith>> = {
			answer: 'lesson',
			watch: 'files',
			passthrough: 'program',
		};
		for (const flag of flags) {
			const value = values[flag.name];
			const flagged = value === undefined ? `--${flag.name}` : `--${flag.name} ${value}`;
			const kind = 'of' in flag ? flag.of : kinds[flag.name];
			const line = kind ? `${goesWith[kind]} ${flagged}` : flagged;
			assert.notEqual((await read(flag.name === 'verbose' ? `--version ${line}` : line)).kind, 'usage-error', line);
		}
	});

	test('list has one row for each entry, as text and as JSON', () => {
		const rows = listJson(list)
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line));
		assert.deepEqual(rows, [
			{kind: 'lesson', name: 'cook', title: 'One cook', group: 'Basics', done: true},
			{kind: 'exercise', name: 'too-many', title: '429: four at a time', done: false},
			...scenarios.map(({name, title}) => ({kind: 'scenario', name, title})),
			...strategies.map(({name, title}) => ({kind: 'strategy', name, title})),
		]);
		const text = listText(list, {ascii: false});
		assert.match(text, /^Lessons: Basics .*\n {2}✓ {2}cook +One cook$/m);
		assert.match(listText(list, {ascii: true}), /^ {2}\* {2}cook/m);
		assert.match(text, /^ {5}too-many +429: four at a time$/m);
		assert.match(text, /^ {5}dashboard +Load a dashboard$/m);
		assert.match(text, /^ {2}2 {2}concurrent +Promise\.all$/m);
		for (const line of text.split('\n')) {
			assert.ok(line.length < 80);
		}
	});

	test('version is one line, unless verbose', () => {
		assert.match(versionText(packageVersion()), /^async-tui \d+\.\d+\.\d+\n$/);
		const python = {python: {executable: '/usr/bin/python3.11'}, version: '3.11.2', as: 'python3'};
		const env = {TERM: 'xterm', LANG: 'de\u001B[31m', NO_COLOR: '', PASSWORD: 'secret'};
		const system = {node: '24.21.0, /opt/node', python, platform: 'linux x64 6.1.0', env, size: undefined};
		assert.equal(
			versionText('1.2.3', system),
			[
				'async-tui 1.2.3',
				'node 24.21.0, /opt/node',
				'python 3.11.2, /usr/bin/python3.11, found via python3',
				'platform linux x64 6.1.0',
				'terminal none, TERM=xterm, LANG=de',
				'',
			].join('\n'),
		);
		const none = {...system, python: {none: 'no usable Python: python3: not found.'}, size: {columns: 80, rows: 24}};
		assert.match(versionText('1.2.3', none), /\npython none: no usable Python: [^\n]+\n[^\n]+\nterminal 80x24, /);
	});
});
