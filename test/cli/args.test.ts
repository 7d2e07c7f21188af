import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {basename} from 'node:path';
import {suite, test} from 'node:test';
import type {Environment} from '../../source/cli/args/color-level.ts';
import type {ParseContext} from '../../source/cli/args/parse-context.ts';
import type {Command, RunCommand} from '../../source/cli/command.ts';
import {parse} from '../../source/cli/parse.ts';
import {lessonNames} from '../../source/content/lessons/index.ts';
import {scenarios} from '../../source/content/scenarios/index.ts';
import {strategies} from '../../source/content/strategies/index.ts';
import {suggest} from '../../source/text/did-you-mean.ts';
import {createCatalog} from '../../source/workloads/catalog.ts';
import {lessonFolder} from '../fixtures/lesson-folder.ts';
import {parseContext} from '../helpers/parse-context.ts';

const terminal: Environment = {TERM: 'xterm-256color', LANG: 'en_GB.UTF-8'};

function read(line: string, differs: Partial<ParseContext> = {}): Promise<Command> {
	return parse(line.split(' ').filter(Boolean), parseContext({env: terminal, ...differs}));
}

/** The standard command with these differences. Only the default of a drawn screen with colors depends on the background. */
const expected = (differs: Partial<RunCommand>): RunCommand => {
	const {theme, output, color} = {...standard, ...differs};
	const asksBackground = theme === 'terminal' && output === 'screen' && color > 1;
	return {...standard, asksBackground, ...differs};
};

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
	keysFromTerminal: false,
	paused: false,
	watch: false,
	theme: 'terminal',
	asksBackground: true,
	ascii: false,
	motion: 'full',
	zoom: undefined,
	showKeys: false,
	mouse: false,
	saveTo: undefined,
	keep: undefined,
	savesSource: true,
	bell: true,
	color: 2,
	output: 'screen',
};

suite('parsing a command line', () => {
	const runs: readonly (readonly [line: string, differs: Partial<RunCommand>])[] = [
		['', {}],
		['dashboard', {}],
		['DASHBOARD', {}],
		['-s sequential', {strategyChosen: true, strategy: 'sequential'}],
		['--no-source', {savesSource: false}],
		['--no-bell', {bell: false}],
		['-s Sequential', {strategyChosen: true, strategy: 'sequential'}],
		['--strategy=race', {strategyChosen: true, strategy: 'race'}],
		['-srace', {strategyChosen: true, strategy: 'race'}],
		['-s=race', {strategyChosen: true, strategy: 'race'}],
		['-s1', {strategyChosen: true, strategy: 'sequential'}],
		['-s 9', {strategyChosen: true, strategy: 'as-completed'}],
		['-s 1 -s 2', {strategyChosen: true, strategy: 'concurrent'}],
		['-n 7', {limit: 7}],
		['--keep 500000', {keep: 500_000}],
		['--keep all', {keep: Number.POSITIVE_INFINITY}],
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
		['--no-color --theme dark', {color: 0, theme: 'dark'}],
		['--plain', {output: 'plain'}],
		['--plain --plain', {output: 'plain'}],
		['--json', {output: 'json'}],
	];
	for (const [line, differs] of runs) {
		test(`async-tui ${line}`, async () => assert.deepEqual(await read(line), expected(differs)));
	}

	test('chooses the strategy and the limit of a scenario unless others are given', async () => {
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

	test('accepts each strategy by name and by key', async () => {
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
	test('opens by name, in both languages, with its first version', async () => {
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

	test('accepts a version by name or key', async () => {
		for (const version of ['2', 'through-the-loop']) {
			const command = await read(`lesson giving-way -s ${version} -l python`);
			assert.ok(command.kind === 'run');
			const {strategy, strategyChosen, language, languageChosen} = command;
			assert.deepEqual([strategy, strategyChosen], ['through-the-loop', true]);
			assert.deepEqual([language, languageChosen], ['python', true]);
		}
	});

	test('opens the list of lessons without a name', async () => {
		assert.deepEqual(await read('lesson'), {...standard, picks: true});
	});

	test('opens a folder: a path, or a folder without a built-in name', async t => {
		const {path, remove} = lessonFolder();
		t.after(remove);
		const folder = basename(path);
		const command = await read(`${path}/`, {isFile: existsSync});
		assert.ok(command.kind === 'run');
		assert.deepEqual([command.scenario, command.strategy, command.language], [folder, 'in-turn', 'both']);
		const asked: string[] = [];
		const isFolder = (word: string) => asked.push(word) > 0;
		assert.equal((await read('dashboard', {isFolder})).kind, 'run');
		assert.equal((await read('nowhere-to-be-found', {isFolder})).kind, 'usage-error');
		assert.deepEqual([...new Set(asked)], ['nowhere-to-be-found']);
	});

	const seeLessons = 'See all lessons: async-tui list';
	const wrong: readonly (readonly [line: string, what: string, seeMore: string])[] = [
		['lesson giving-wa', 'unknown lesson "giving-wa". Did you mean "giving-way"?', seeLessons],
		['lesson two', 'unknown lesson "two". Did you mean "two-failures"?', seeLessons],
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
		['./nowhere/', 'cannot run "./nowhere/": no such directory.', 'See all flags: async-tui --help'],
	];
	for (const [line, what, seeMore] of wrong) {
		test(`async-tui ${line}`, async () => {
			assert.deepEqual(await read(line), {kind: 'usage-error', message: `async-tui: ${what}\n${seeMore}`});
		});
	}
});

test('the memory limit is said to be missing for Python on Windows', async () => {
	const platform = 'win32';
	assert.deepEqual(await read('jobs.py --max-memory 200', {platform}), {
		kind: 'usage-error',
		message:
			'async-tui: --max-memory has no effect here: on Windows, Python does not report its memory.\nSee all flags: async-tui --help',
	});
});

suite('--passthrough', () => {
	const hint = 'See all flags: async-tui --help';
	const main = 'test/workloads/user/programs/main.mjs --passthrough';
	const wrong: readonly (readonly [line: string, what: string])[] = [
		[main, '--passthrough only works with -o FILE, where the run is saved.'],
		[`${main} -o run.ndjson --plain`, 'use either --passthrough or --plain, not both.'],
		['two --passthrough -o run.ndjson', '--passthrough only works with a command or one file that runs as a program.'],
	];
	for (const [line, what] of wrong) {
		test(`async-tui ${line}`, async () => {
			assert.deepEqual(await read(line), {kind: 'usage-error', message: `async-tui: ${what}\n${hint}`});
		});
	}
});

suite('errors of a command line', () => {
	const seeFlags = 'See all flags: async-tui --help';
	const seeScenarios = 'See all scenarios: async-tui list';
	const orCommand = (word: string) => `${seeScenarios}. A command? async-tui -- ${word}`;
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
		['dashbord', 'unknown scenario "dashbord". Did you mean "dashboard"?', orCommand('dashbord')],
		['lst', 'unknown scenario "lst". Did you mean "list"?', orCommand('lst')],
		['xylophone', 'unknown scenario "xylophone".', orCommand('xylophone')],
		['version', 'unknown scenario "version". It is a flag: async-tui --version', 'See all scenarios: async-tui list'],
		['xylophone -q --nowhere', 'unknown scenario "xylophone".', orCommand('xylophone')],
		['--paused true', 'unknown scenario "true".', orCommand('true')],
		['race', 'unknown scenario "race". It is a strategy: async-tui -s race', seeScenarios],
		['two kitchen', 'give one scenario, not both "two" and "kitchen".', seeScenarios],
		['--limit abc', `--limit ${limits}, not "abc".`, seeFlags],
		['--keep 9999', '--keep takes all or a number of events from 10000, such as 500000, not "9999".', seeFlags],
		['--keep some', '--keep takes all or a number of events from 10000, such as 500000, not "some".', seeFlags],
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

	test('quote a word without control characters, and cut it', async () => {
		const command = await parse([`\u001b[31mred\u001b[0m\n${'x'.repeat(100)}`], parseContext());
		assert.deepEqual(command, {
			kind: 'usage-error',
			message: `async-tui: unknown scenario "red ${'x'.repeat(35)}…".\n${seeScenarios}`,
		});
	});

	test('have two lines, and no command line throws', async () => {
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
				const command = await parse([first, second], parseContext());
				if (command.kind === 'usage-error') {
					assert.match(command.message, /^async-tui: \P{Cc}+\n\P{Cc}+$/u, JSON.stringify([first, second]));
				} else if (command.kind === 'run') {
					// All words after `--` are a command.
					assert.ok(first === '--' || scenarios.some(({name}) => name === command.scenario));
					assert.ok(first === '--' || strategies.some(({name}) => name === command.strategy));
				}
			}
		}
		assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
	});

	test('suggest only similar words', () => {
		assert.equal(suggest('sequental', ['sequential', 'concurrent']), 'sequential');
		assert.equal(suggest('seq', ['sequential', 'concurrent']), 'sequential');
		assert.equal(suggest('xyz', ['two', 'kitchen']), undefined);
		assert.equal(suggest('', ['two']), undefined);
	});
});

suite('environment variables', () => {
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
		['', {COLORFGBG: '0;15'}, {theme: 'light', asksBackground: true}],
		['', {COLORFGBG: '15;0'}, {theme: 'dark', asksBackground: true}],
		['--theme dark', {COLORFGBG: '0;15'}, {theme: 'dark', asksBackground: false}],
		['', {ASYNC_TUI_THEME: 'terminal'}, {asksBackground: false}],
	];
	for (const [line, env, differs] of cases) {
		test(`${JSON.stringify(env)} async-tui ${line}`, async () => {
			assert.deepEqual(await read(line, {env: {...terminal, ...env}}), expected(differs));
		});
	}

	test('choose the language of a lesson, but not its version', async () => {
		const env = {...terminal, ASYNC_TUI_STRATEGY: 'race', ASYNC_TUI_LANGUAGE: 'python'};
		const command = await read(`lesson ${lessonNames[0]}`, {env});
		assert.ok(command.kind === 'run');
		assert.deepEqual([command.strategyChosen, command.language, command.languageChosen], [false, 'python', true]);
	});

	test('print lines when URLs come from standard input, because no keys can be pressed', async () => {
		const catalog = createCatalog({
			readInput: async () => 'https://example.com',
			findPythonTasks: async () => ({error: ''}),
		});
		for (const line of ['-', '--urls -']) {
			const command = await read(line, {catalog});
			assert.deepEqual([command.kind, 'output' in command && command.output], ['run', 'plain'], line);
		}
	});

	test('are named in the error for a wrong value', async () => {
		assert.deepEqual(await read('', {env: {ASYNC_TUI_LIMIT: 'many'}}), {
			kind: 'usage-error',
			message:
				'async-tui: ASYNC_TUI_LIMIT takes a whole number from 1 to 10000, not "many".\nSee all flags: async-tui --help',
		});
	});

	test('print plain lines without color if there is no terminal', async () => {
		assert.deepEqual(await read('', {isTTY: false}), expected({output: 'plain', color: 0, theme: 'mono'}));
		assert.deepEqual(await read('--json', {isTTY: false}), expected({output: 'json', color: 0, theme: 'mono'}));
	});
});
