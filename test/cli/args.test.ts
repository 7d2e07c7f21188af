import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {basename} from 'node:path';
import {Writable} from 'node:stream';
import {suite, test} from 'node:test';
import {createContext, Script} from 'node:vm';
import {transform} from 'esbuild';
import type {ColorFlag, ColorLevel, Environment} from '../../source/cli/args/color-level.ts';
import {colorLevel} from '../../source/cli/args/color-level.ts';
import {flags, usage, variable} from '../../source/cli/args/flags.ts';
import type {ParseContext} from '../../source/cli/args/parse-context.ts';
import {showsUnicode, themeFor} from '../../source/cli/args/terminal-defaults.ts';
import type {Command, RunCommand} from '../../source/cli/command.ts';
import {examples, helpText} from '../../source/cli/commands/help.ts';
import {listJson, listText} from '../../source/cli/commands/list.ts';
import {packageVersion, versionText} from '../../source/cli/commands/version.ts';
import {formatError} from '../../source/cli/error-message.ts';
import {parse} from '../../source/cli/parse.ts';
import {write} from '../../source/cli/write-stream.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {suggest} from '../../source/text/did-you-mean.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {lessonFolder} from '../fixtures/lesson-folder.ts';
import {surroundings} from '../helpers/parse-context.ts';

const terminal: Environment = {TERM: 'xterm-256color', LANG: 'en_GB.UTF-8'};

function read(line: string, differs: Partial<ParseContext> = {}): Promise<Command> {
	return parse(line.split(' ').filter(Boolean), surroundings({env: terminal, ...differs}));
}

const standard: RunCommand = {
	kind: 'run',
	scenario: 'dashboard',
	picks: false,
	strategy: 'concurrent',
	strategyChosen: false,
	language: 'javascript',
	languageChosen: false,
	answer: undefined,
	python: undefined,
	limit: scenarios[0]?.limit ?? 0,
	seed: 42,
	compare: undefined,
	paused: false,
	theme: 'dark',
	ascii: false,
	motion: 'full',
	zoom: undefined,
	showKeys: false,
	saveTo: undefined,
	color: 2,
	output: 'screen',
};

suite('what a command line asks for', () => {
	const runs: readonly (readonly [line: string, differs: Partial<RunCommand>])[] = [
		['', {}],
		['dashboard', {}],
		['DASHBOARD', {}],
		['-s sequential', {strategyChosen: true, strategy: 'sequential'}],
		['-s Sequential', {strategyChosen: true, strategy: 'sequential'}],
		['--strategy=race', {strategyChosen: true, strategy: 'race'}],
		['-srace', {strategyChosen: true, strategy: 'race'}],
		['-s=race', {strategyChosen: true, strategy: 'race'}],
		['-s1', {strategyChosen: true, strategy: 'sequential'}],
		['-s 9', {strategyChosen: true, strategy: 'as-completed'}],
		['-s 1 -s 2', {strategyChosen: true, strategy: 'concurrent'}],
		['-n 7', {limit: 7}],
		['--limit 10000', {limit: 10_000}],
		['-n7 -s3', {limit: 7, strategyChosen: true, strategy: 'limited'}],
		['-l python', {languageChosen: true, language: 'python'}],
		['--language Both --python /opt/python3', {languageChosen: true, language: 'both', python: '/opt/python3'}],
		['--seed 0', {seed: 0}],
		['--seed 4294967295', {seed: 4_294_967_295}],
		['--paused', {paused: true}],
		['--paused dashboard', {paused: true}],
		['--theme light', {theme: 'light'}],
		['--ascii', {ascii: true}],
		['--motion off', {motion: 'off'}],
		['--color', {}],
		['--color dashboard', {}],
		['--color=16', {color: 1, theme: 'terminal'}],
		['--color=truecolor', {color: 3}],
		['--color=auto', {}],
		['--no-color', {color: 0, theme: 'mono'}],
		['--no-color --color', {}],
		['--color --no-color', {color: 0, theme: 'mono'}],
		['--no-color --theme dark', {color: 0}],
		['--plain', {output: 'plain'}],
		['--plain --plain', {output: 'plain'}],
		['--json', {output: 'json'}],
		['-- dashboard', {}],
	];
	for (const [line, differs] of runs) {
		test(`async-tui ${line}`, async () => assert.deepEqual(await read(line), {...standard, ...differs}));
	}

	test('each scenario, with its own strategy and limit unless others are given', async () => {
		for (const {name, strategy, limit} of scenarios) {
			assert.deepEqual(await read(name), {...standard, scenario: name, strategy, limit});
			assert.deepEqual(await read(`${name} -s 1 -n 2`), {
				...standard,
				scenario: name,
				strategy: 'sequential',
				strategyChosen: true,
				limit: 2,
			});
		}
	});

	test('each strategy, by name and by key', async () => {
		for (const [index, {name}] of strategies.entries()) {
			assert.deepEqual(await read(`-s ${name}`), {...standard, strategy: name, strategyChosen: true});
			assert.deepEqual(await read(`-s ${index + 1}`), {...standard, strategy: name, strategyChosen: true});
		}
	});

	const others: readonly (readonly [line: string, command: Command])[] = [
		['list', {kind: 'list', json: false, ascii: false}],
		['list --json', {kind: 'list', json: true, ascii: false}],
		['--json list', {kind: 'list', json: true, ascii: false}],
		['help', {kind: 'help'}],
		['-h', {kind: 'help'}],
		['--help', {kind: 'help'}],
		['two --help', {kind: 'help'}],
		['-s 2 -h two', {kind: 'help'}],
		['--help --nonsense', {kind: 'help'}],
		['--nonsense --help', {kind: 'help'}],
		['-s --help', {kind: 'help'}],
		['--version --help', {kind: 'help'}],
		['-hV', {kind: 'help'}],
		['-V', {kind: 'version', verbose: false}],
		['--version', {kind: 'version', verbose: false}],
		['two --version', {kind: 'version', verbose: false}],
		['--version --verbose', {kind: 'version', verbose: true}],
		['-V --python /opt/py --verbose', {kind: 'version', verbose: true, python: '/opt/py'}],
		['--verbose -V --python', {kind: 'version', verbose: true}],
	];
	for (const [line, command] of others) {
		test(`async-tui ${line}`, async () => assert.deepEqual(await read(line), command));
	}
});

suite('a lesson on the command line', () => {
	test('by its name: both languages, its own first version', async () => {
		const command = await read('lesson Giving-Way --answer B');
		assert.ok(command.kind === 'run');
		const {scenario, strategy, strategyChosen, language, languageChosen, answer, picks} = command;
		assert.deepEqual(
			{scenario, strategy, strategyChosen, language, languageChosen, answer, picks},
			{
				scenario: 'giving-way',
				strategy: 'already-there',
				strategyChosen: false,
				language: 'both',
				languageChosen: false,
				answer: 'b',
				picks: false,
			},
		);
	});

	test('a version by its name or its key', async () => {
		for (const version of ['2', 'through-the-loop']) {
			const command = await read(`lesson giving-way -s ${version} -l python`);
			assert.ok(command.kind === 'run');
			const {strategy, strategyChosen, language, languageChosen} = command;
			assert.deepEqual([strategy, strategyChosen], ['through-the-loop', true]);
			assert.deepEqual([language, languageChosen], ['python', true]);
		}
	});

	test('without a name: the list of them, over the dashboard', async () => {
		assert.deepEqual(await read('lesson'), {...standard, picks: true});
	});

	test('by its folder: what is written as a path, or a folder that has no name of ours', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const folder = basename(path);
		const command = await read(`${path}/`);
		assert.ok(command.kind === 'run');
		assert.deepEqual([command.scenario, command.strategy, command.language], [folder, 'in-turn', 'both']);
		const asked: string[] = [];
		const isFolder = (word: string) => asked.push(word) > 0;
		assert.equal((await read('dashboard', {isFolder})).kind, 'run');
		assert.equal((await read('nowhere-to-be-found', {isFolder})).kind, 'usage-error');
		assert.deepEqual(asked, ['nowhere-to-be-found']);
	});

	const seeLessons = 'See all lessons: async-tui list';
	const wrong: readonly (readonly [line: string, what: string, seeMore: string])[] = [
		['lesson giving-wa', 'unknown lesson "giving-wa". Did you mean "giving-way"?', seeLessons],
		['lesson two', 'unknown lesson "two".', seeLessons],
		['lesson cook longest', 'give one lesson, not both "cook" and "longest".', seeLessons],
		['lesson --plain', 'without the dashboard, lesson needs a name: async-tui lesson NAME', seeLessons],
		[
			'giving-way',
			'unknown scenario "giving-way". It is a lesson: async-tui lesson giving-way',
			'See all scenarios: async-tui list',
		],
		['two --answer a', '--answer only works with a lesson.', seeLessons],
		['lesson cook --answer d', 'unknown answer "d".', '--answer takes a, b, c or unsure.'],
		[
			'lesson giving-way -s concurrent',
			'unknown version "concurrent".',
			'Its versions: 1 already-there, 2 through-the-loop',
		],
		[
			'lesson giving-way --seed 1',
			'--seed has no effect here: the programs of a lesson run unchanged.',
			'See all flags: async-tui --help',
		],
		['./nowhere/', 'nowhere: no such folder.', 'A lesson is a folder with a lesson.json and the programs it names.'],
	];
	for (const [line, what, seeMore] of wrong) {
		test(`async-tui ${line}`, async () => {
			assert.deepEqual(await read(line), {kind: 'usage-error', message: `async-tui: ${what}\n${seeMore}`});
		});
	}
});

suite('what is wrong with a command line', () => {
	const seeFlags = 'See all flags: async-tui --help';
	const seeScenarios = 'See all scenarios: async-tui list';
	const seeStrategies = 'See all strategies: async-tui list';
	const themes = 'takes dark, light, terminal or mono.';
	const limits = 'takes a whole number from 1 to 10000';
	const wrong: readonly (readonly [line: string, what: string, seeMore: string])[] = [
		['-s concurent', 'unknown strategy "concurent". Did you mean "concurrent"?', seeStrategies],
		['-s first', 'unknown strategy "first". Did you mean "first-success"?', seeStrategies],
		['-s 0', 'unknown strategy "0".', seeStrategies],
		['-s 10', 'unknown strategy "10".', seeStrategies],
		['-s', '--strategy needs a value: --strategy NAME|1-9', seeFlags],
		['--strategy=', '--strategy needs a value: --strategy NAME|1-9', seeFlags],
		['--strategy --paused', '--strategy needs a value: --strategy NAME|1-9', seeFlags],
		['dashbord', 'unknown scenario "dashbord". Did you mean "dashboard"?', seeScenarios],
		['lst', 'unknown scenario "lst". Did you mean "list"?', seeScenarios],
		['xylophone', 'unknown scenario "xylophone".', seeScenarios],
		['-- --two', 'unknown scenario "--two". Did you mean "two"?', seeScenarios],
		['--paused true', 'unknown scenario "true".', seeScenarios],
		['race', 'unknown scenario "race". It is a strategy: async-tui -s race', seeScenarios],
		['two kitchen', 'give one scenario, not both "two" and "kitchen".', seeScenarios],
		['--limit abc', `--limit ${limits}, not "abc".`, seeFlags],
		['--limit 0', `--limit ${limits}, not "0".`, seeFlags],
		['--limit -3', `--limit ${limits}, not "-3".`, seeFlags],
		['-n 2.5', `--limit ${limits}, not "2.5".`, seeFlags],
		['-n 10001', `--limit ${limits}, not "10001".`, seeFlags],
		['-n', '--limit needs a value: --limit N', seeFlags],
		['-n -s 2', '--limit needs a value: --limit N', seeFlags],
		['--color=', '--color needs a value: --color=DEPTH', seeFlags],
		['--seed 1e3', '--seed takes a whole number from 0 to 4294967295, not "1e3".', seeFlags],
		['--seed 4294967296', '--seed takes a whole number from 0 to 4294967295, not "4294967296".', seeFlags],
		['--theme drak', 'unknown theme "drak". Did you mean "dark"?', `--theme ${themes}`],
		['--theme solarized', 'unknown theme "solarized".', `--theme ${themes}`],
		['--theme', '--theme needs a value: --theme NAME', seeFlags],
		['--motion redu', 'unknown motion "redu". Did you mean "reduced"?', '--motion takes full, reduced or off.'],
		[
			'--color=257',
			'unknown color depth "257". Did you mean "256"?',
			'--color takes 16, 256, truecolor, always, never or auto.',
		],
		['--no-color=1', '--no-color takes no value.', seeFlags],
		['--paused=yes', '--paused takes no value.', seeFlags],
		['--stratgy 1', 'unknown flag "--stratgy". Did you mean "--strategy"?', seeFlags],
		['--no-colour', 'unknown flag "--no-colour". Did you mean "--no-color"?', seeFlags],
		['--no-paused', 'unknown flag "--no-paused". Did you mean "--paused"?', seeFlags],
		['-v', 'unknown flag "-v". Did you mean "-V"?', seeFlags],
		['-x', 'unknown flag "-x".', seeFlags],
		['--constructor', 'unknown flag "--constructor".', seeFlags],
		['--__proto__=1', 'unknown flag "--__proto__".', seeFlags],
		['--plain --json', 'use either --plain or --json, not both.', seeFlags],
		['--verbose', '--verbose only works with --version.', seeFlags],
		['list two', 'list takes only --json, not "two".', seeFlags],
		['list --plain', 'list takes only --json, not --plain.', seeFlags],
	];
	for (const [line, what, seeMore] of wrong) {
		test(`async-tui ${line}`, async () => {
			assert.deepEqual(await read(line), {kind: 'usage-error', message: `async-tui: ${what}\n${seeMore}`});
		});
	}

	test('a word is quoted without its control characters, and not at length', async () => {
		const command = await parse([`\u001b[31mred\u001b[0m\n${'x'.repeat(100)}`], surroundings());
		assert.deepEqual(command, {
			kind: 'usage-error',
			message: `async-tui: unknown scenario "red ${'x'.repeat(35)}…".\n${seeScenarios}`,
		});
	});

	test('no line, however odd, is too much for it, and all that is wrong is said in two lines', async () => {
		const words = [
			...[
				'',
				'-',
				'--',
				'---',
				'-=',
				'--=',
				'--=x',
				'-1',
				'--1',
				'-sn',
				'-ns',
				'-hs',
				'--s',
				'--strategy',
				'--strategy=1=2',
			],
			...[
				'--limit',
				'5',
				'-n=',
				'--a.b',
				'--__proto__.x',
				'--toString',
				'--_',
				'--color=',
				'--no-',
				'list',
				'two',
				'ü',
				'\u0000',
			],
		];
		for (const first of words) {
			for (const second of words) {
				const command = await parse([first, second], surroundings());
				if (command.kind === 'usage-error') {
					assert.match(command.message, /^async-tui: \P{Cc}+\n\P{Cc}+$/u, JSON.stringify([first, second]));
				} else if (command.kind === 'run') {
					assert.ok(scenarios.some(({name}) => name === command.scenario));
					assert.ok(strategies.some(({name}) => name === command.strategy));
				}
			}
		}
		assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
	});

	test('a word is suggested only when it is near', () => {
		assert.equal(suggest('sequental', ['sequential', 'concurrent']), 'sequential');
		assert.equal(suggest('seq', ['sequential', 'concurrent']), 'sequential');
		assert.equal(suggest('xyz', ['two', 'kitchen']), undefined);
		assert.equal(suggest('', ['two']), undefined);
	});
});

suite('the environment', () => {
	const cases: readonly (readonly [line: string, env: Environment, differs: Partial<RunCommand>])[] = [
		['', {ASYNC_TUI_THEME: 'light'}, {theme: 'light'}],
		['--theme mono', {ASYNC_TUI_THEME: 'light'}, {theme: 'mono'}],
		[
			'',
			{ASYNC_TUI_STRATEGY: '1', ASYNC_TUI_LIMIT: '5', ASYNC_TUI_SEED: '7'},
			{strategy: 'sequential', strategyChosen: true, limit: 5, seed: 7},
		],
		[
			'-s 2 -n 6 --seed 8',
			{ASYNC_TUI_STRATEGY: '1', ASYNC_TUI_LIMIT: '5', ASYNC_TUI_SEED: '7'},
			{strategyChosen: true, limit: 6, seed: 8},
		],
		['', {ASYNC_TUI_ASCII: '1', ASYNC_TUI_PAUSED: 'yes'}, {ascii: true, paused: true}],
		['', {ASYNC_TUI_ASCII: '0', ASYNC_TUI_PAUSED: 'false', ASYNC_TUI_THEME: ''}, {}],
		['', {REDUCED_MOTION: '1'}, {motion: 'reduced'}],
		['', {REDUCED_MOTION: '0'}, {}],
		['', {REDUCED_MOTION: '1', ASYNC_TUI_MOTION: 'off'}, {motion: 'off'}],
		['--motion full', {REDUCED_MOTION: '1', ASYNC_TUI_MOTION: 'off'}, {motion: 'full'}],
		['', {NO_COLOR: '1'}, {color: 0, theme: 'mono'}],
		['', {TERM: 'linux'}, {ascii: true, color: 1, theme: 'terminal'}],
		['', {TERM: 'dumb'}, {ascii: true, color: 0, theme: 'mono', output: 'plain'}],
		['', {INK_SCREEN_READER: 'true'}, {output: 'screen-reader'}],
		['', {ASYNC_TUI_SCREEN_READER: '1'}, {output: 'screen-reader'}],
		['--screen-reader', {}, {output: 'screen-reader'}],
		['--screen-reader', {TERM: 'dumb'}, {ascii: true, color: 0, theme: 'mono', output: 'screen-reader'}],
		['--plain', {INK_SCREEN_READER: 'true'}, {output: 'plain'}],
		['', {INK_SCREEN_READER: 'false'}, {}],
		['', {LANG: 'C'}, {ascii: true}],
		['', {COLORFGBG: '0;15'}, {theme: 'light'}],
	];
	for (const [line, env, differs] of cases) {
		test(`${JSON.stringify(env)} async-tui ${line}`, async () => {
			assert.deepEqual(await read(line, {env: {...terminal, ...env}}), {...standard, ...differs});
		});
	}

	test('a variable with a strategy says nothing about the versions of a lesson; one with a language does', async () => {
		const env = {...terminal, ASYNC_TUI_STRATEGY: 'race', ASYNC_TUI_LANGUAGE: 'python'};
		const command = await read(`lesson ${lessonNames[0]}`, {env});
		assert.ok(command.kind === 'run');
		assert.deepEqual([command.strategyChosen, command.language, command.languageChosen], [false, 'python', true]);
	});

	test('addresses from the standard input leave no keys to press, however they are asked for', async () => {
		const catalog = createCatalog({
			readInput: async () => 'https://example.com',
			findPythonTasks: async () => ({error: ''}),
		});
		for (const line of ['-', '--urls -']) {
			const command = await read(line, {catalog});
			assert.deepEqual([command.kind, 'output' in command && command.output], ['run', 'plain'], line);
		}
	});

	test('a wrong value names its variable', async () => {
		assert.deepEqual(await read('', {env: {ASYNC_TUI_LIMIT: 'many'}}), {
			kind: 'usage-error',
			message:
				'async-tui: ASYNC_TUI_LIMIT takes a whole number from 1 to 10000, not "many".\nSee all flags: async-tui --help',
		});
	});

	test('without a terminal there are plain lines, and no colour', async () => {
		assert.deepEqual(await read('', {isTTY: false}), {...standard, output: 'plain', color: 0, theme: 'mono'});
		assert.deepEqual(await read('--json', {isTTY: false}), {...standard, output: 'json', color: 0, theme: 'mono'});
	});
});

suite('colour: the first that says something wins', () => {
	const cases: readonly (readonly [
		flag: ColorFlag | undefined,
		env: Environment,
		isTTY: boolean,
		level: ColorLevel,
	])[] = [
		['never', {FORCE_COLOR: '3'}, true, 0],
		['always', {NO_COLOR: '1', TERM: 'xterm'}, false, 1],
		['always', {TERM: 'dumb'}, false, 1],
		['always', {}, false, 1],
		['16', {COLORTERM: 'truecolor'}, true, 1],
		['256', {NO_COLOR: '1'}, false, 2],
		['truecolor', {TERM: 'dumb'}, true, 3],
		['auto', {NO_COLOR: '1'}, true, 0],
		[undefined, {FORCE_COLOR: '0', TERM: 'xterm'}, true, 0],
		[undefined, {FORCE_COLOR: 'false', TERM: 'xterm'}, true, 0],
		[undefined, {FORCE_COLOR: '2', NO_COLOR: '1'}, false, 2],
		[undefined, {FORCE_COLOR: '9'}, false, 3],
		[undefined, {FORCE_COLOR: '', TERM: 'xterm-256color'}, false, 2],
		[undefined, {FORCE_COLOR: 'true', TERM: 'dumb'}, false, 1],
		[undefined, {FORCE_COLOR: '1', NO_COLOR: '1', COLORTERM: 'truecolor'}, true, 1],
		[undefined, {NO_COLOR: '1', CLICOLOR_FORCE: '1', TERM: 'xterm'}, true, 0],
		[undefined, {NO_COLOR: '', TERM: 'xterm-256color'}, true, 2],
		[undefined, {CLICOLOR_FORCE: '1', TERM: 'xterm-256color'}, false, 2],
		[undefined, {CLICOLOR_FORCE: '0', TERM: 'xterm-256color'}, false, 0],
		[undefined, {CLICOLOR: '0', TERM: 'xterm-256color'}, true, 0],
		[undefined, {CLICOLOR: '1', TERM: 'xterm-256color'}, false, 0],
		[undefined, {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, true, 3],
		[undefined, {TERM: 'xterm-256color', COLORTERM: 'truecolor'}, false, 0],
		[undefined, {TERM: 'screen-256color'}, true, 2],
		[undefined, {TERM: 'xterm-direct'}, true, 3],
		[undefined, {TERM: 'xterm'}, true, 1],
		[undefined, {TERM: 'dumb', COLORTERM: 'truecolor'}, true, 0],
		[undefined, {TERM: 'xterm-256color', CI: '1'}, true, 2],
	];
	for (const [flag, env, isTTY, level] of cases) {
		test(`${flag ?? 'no flag'}, ${JSON.stringify(env)}, ${isTTY ? 'terminal' : 'pipe'}: ${level}`, () => {
			assert.equal(colorLevel({flag, env, isTTY}), level);
		});
	}
});

test('a terminal shows Unicode unless its locale or its name says otherwise', () => {
	for (const env of [
		{},
		{LANG: 'de_DE.UTF-8'},
		{LC_ALL: 'C.utf8'},
		{LC_CTYPE: 'UTF-8', LANG: 'C'},
		{LC_ALL: '', LANG: ''},
	]) {
		assert.equal(showsUnicode(env), true, JSON.stringify(env));
	}
	for (const env of [
		{LANG: 'C'},
		{LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8'},
		{LANG: 'de_DE.ISO-8859-1'},
		{TERM: 'linux'},
	]) {
		assert.equal(showsUnicode(env), false, JSON.stringify(env));
	}
	assert.equal(themeFor(3, {COLORFGBG: '15;default;0'}), 'dark');
});

suite('help, list and version', () => {
	const help = helpText({lessons: lessonNames, scenarios, strategies});
	const lessons = [{name: 'cook', title: 'One cook', group: 'Basics', done: true}];
	const list = {lessons, scenarios, strategies};

	test('help fits 80 columns, is ASCII, and leads with examples', () => {
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

	test('every flag of the table is understood', async () => {
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
			tape: 'test/fixtures/two.tape',
			deadline: '5 --keys wait',
		};
		const goesWith = {
			files: 'test/workloads/user/programs/jobs.mjs',
			urls: 'https://example.com',
			lesson: `lesson ${lessonNames[0]}`,
			export: 'export run.ndjson -o run.svg',
			record: 'record -o run.gif',
			output: 'export run.ndjson -o run.cast',
		};
		for (const flag of flags) {
			const value = values[flag.name];
			const flagged = value === undefined ? `--${flag.name}` : `--${flag.name} ${value}`;
			const kind = 'of' in flag ? flag.of : flag.name === 'answer' ? 'lesson' : undefined;
			const line = kind ? `${goesWith[kind]} ${flagged}` : flagged;
			assert.notEqual((await read(flag.name === 'verbose' ? `--version ${line}` : line)).kind, 'usage-error', line);
		}
	});

	test('list has a row each, for people and for scripts', () => {
		const rows = listJson(list)
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line));
		assert.deepEqual(rows, [
			{kind: 'lesson', name: 'cook', title: 'One cook', group: 'Basics', done: true},
			...scenarios.map(({name, title}) => ({kind: 'scenario', name, title})),
			...strategies.map(({name, title}) => ({kind: 'strategy', name, title})),
		]);
		const text = listText(list, {ascii: false});
		assert.match(text, /^Lessons: Basics .*\n {2}✓ {2}cook +One cook$/m);
		assert.match(listText(list, {ascii: true}), /^ {2}\* {2}cook/m);
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

suite('writing', () => {
	/** A reader that takes `most` texts, one whenever `read` is called, and then goes away with an error. */
	function reader(most: number, code: string) {
		const taken: string[] = [];
		let waiting: (() => void) | undefined;
		const stream = new Writable({
			highWaterMark: 1,
			decodeStrings: false,
			write(text: string, _encoding, done) {
				waiting = () => {
					waiting = undefined;
					if (taken.length === most) {
						done(Object.assign(new Error(`write ${code}`), {code}));
					} else {
						taken.push(text);
						done();
					}
				};
			},
		});
		return {stream, taken, read: () => waiting?.()};
	}

	const turn = () => new Promise(resolve => setImmediate(resolve));

	test('is no faster than the reader', async () => {
		let made = 0;
		function* texts() {
			for (; made < 5; made++) {
				yield `${made}\n`;
			}
		}
		const {stream, taken, read} = reader(Number.POSITIVE_INFINITY, '');
		const end = write(stream, texts());
		await turn();
		assert.deepEqual({made, taken}, {made: 0, taken: []});
		for (let count = 1; count <= 5; count++) {
			read();
			await turn();
			assert.equal(taken.length, count);
			assert.ok(made <= count);
		}
		read();
		assert.equal(await end, 'written');
		assert.deepEqual(taken.slice(0, 5), ['0\n', '1\n', '2\n', '3\n', '4\n']);
		assert.equal(stream.listenerCount('error') + stream.listenerCount('drain'), 0);
	});

	for (const code of ['EPIPE', 'EIO']) {
		test(`${code} ends it quietly and stops what makes the texts`, async () => {
			const stop = new AbortController();
			let cleaned = false;
			async function* endless() {
				try {
					while (!stop.signal.aborted) {
						yield 'line\n';
						await turn();
					}
				} finally {
					cleaned = true;
				}
			}
			const {stream, taken, read} = reader(1, code);
			const end = write(stream, endless(), stop);
			for (; !stop.signal.aborted; await turn()) {
				read();
			}
			assert.equal(await end, 'closed');
			assert.deepEqual({taken, cleaned}, {taken: ['line\n'], cleaned: true});
			stream.emit('error', new Error('a stream that has failed may say so again'));
		});
	}

	test('a reader that goes away while nothing is written is noticed, too', async () => {
		const stop = new AbortController();
		async function* patient() {
			yield 'line\n';
			await new Promise<void>(resolve => stop.signal.addEventListener('abort', () => resolve(), {once: true}));
		}
		const {stream, read} = reader(1, 'EPIPE');
		const end = write(stream, patient(), stop);
		await turn();
		read();
		await turn();
		stream.destroy(Object.assign(new Error('write EPIPE'), {code: 'EPIPE'}));
		assert.equal(await end, 'closed');
		assert.equal(stop.signal.aborted, true);
	});

	test('any other failure is told', async () => {
		const {stream, read} = reader(0, 'ENOSPC');
		const stop = new AbortController();
		const end = assert.rejects(write(stream, ['line\n'], stop), {code: 'ENOSPC'});
		await turn();
		read();
		await end;
		assert.equal(stop.signal.aborted, true);
	});
});

test('an error is explained in one line, with its stack only for whoever asks', () => {
	const full = Object.assign(new Error('ENOSPC: no space'), {code: 'ENOSPC', errno: -28, syscall: 'write'});
	assert.equal(formatError(full, {}), 'async-tui: could not write: no space left on device.');
	const missing = Object.assign(new Error('ENOENT'), {
		code: 'ENOENT',
		errno: -2,
		syscall: 'open',
		path: '/a\u001b[1mb',
	});
	assert.equal(formatError(missing, {}), 'async-tui: open failed /ab: no such file or directory.');
	const bug = new TypeError('x is\nundefined');
	assert.equal(
		formatError(bug, {}),
		'async-tui: internal error: x is undefined. This is a bug; DEBUG=async-tui shows the stack.',
	);
	assert.equal(formatError(bug, {DEBUG: 'ink,async-tui'}), bug.stack);
	assert.match(formatError('text', {}), /^async-tui: internal error: text\./);
});

suite('the first file', () => {
	/** Runs it as a script, which it must be able to be: old versions of Node take it for one. */
	async function start(node: string, promise: {withResolvers?: PromiseConstructor['withResolvers']}) {
		const source = readFileSync(new URL('../../source/start.ts', import.meta.url), 'utf8');
		const {code} = await transform(source, {loader: 'ts', target: 'es2018'});
		const said: string[] = [];
		const imported: string[] = [];
		let cached = 0;
		const process = {
			versions: {node},
			exitCode: 0,
			stderr: {write: (text: string) => said.push(text)},
			getBuiltinModule: () => (node.startsWith('20') ? {} : {enableCompileCache: () => cached++}),
		};
		const context = createContext({process, Promise: promise, load: (name: string) => imported.push(name)});
		new Script(code.replace(/\bimport\(/, 'load(')).runInContext(context);
		return {said: said.join(''), imported, cached, exitCode: process.exitCode};
	}

	for (const node of ['10.24.1', '12.22.12', '18.20.0', '20.18.3']) {
		test(`ends in one sentence on Node ${node}`, async () => {
			const {said, imported, exitCode} = await start(node, {});
			assert.equal(
				said,
				`async-tui: Node.js ${node} is too old: 20.19 or later is required. Get it at https://nodejs.org\n`,
			);
			assert.deepEqual({imported, exitCode}, {imported: [], exitCode: 2});
		});
	}

	for (const [node, cached] of [
		['20.19.0', 0],
		['22.12.0', 1],
		['24.21.0', 1],
	] as const) {
		test(`goes on with the program on Node ${node}`, async () => {
			const result = await start(node, {withResolvers: Promise.withResolvers});
			assert.deepEqual(result, {said: '', imported: ['./main.js'], cached, exitCode: 0});
		});
	}

	test('makes up for Promise.withResolvers where it is missing', async () => {
		class Old extends Promise<unknown> {}
		Object.defineProperty(Old, 'withResolvers', {value: undefined, writable: true});
		await start('20.19.0', Old);
		const {promise, resolve} = Old.withResolvers<number>();
		resolve(5);
		assert.equal(await promise, 5);
		const second = Old.withResolvers();
		second.reject(new Error('no'));
		await assert.rejects(second.promise, /no/);
	});
});
