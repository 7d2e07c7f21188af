import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, suite, test} from 'node:test';
import {completionScript} from '../../../source/cli/commands/completion/completion.ts';
import type {Names} from '../../../source/cli/commands/completion/model.ts';
import {completionModel} from '../../../source/cli/commands/completion/model.ts';
import type {Shell} from '../../../source/cli/commands/completion/shells.ts';
import {shells} from '../../../source/cli/commands/completion/shells.ts';
import {parse} from '../../../source/cli/parse.ts';
import {scenarios} from '../../../source/content/scenarios/index.ts';
import {strategies} from '../../../source/content/strategies/index.ts';
import {createCatalog} from '../../../source/workloads/catalog.ts';
import {parseContext} from '../../helpers/parse-context.ts';
import type {PseudoTerminal} from '../../helpers/pseudo-terminal.ts';
import {openTerminal} from '../../helpers/pseudo-terminal.ts';

const names: Names = {
	exercises: createCatalog()
		.exercises()
		.map(({name, exercise}) => ({name, title: exercise.title})),
	lessons: createCatalog()
		.entries()
		.flatMap(({choice, lesson}) => (lesson ? [{...choice, versions: choice.strategies}] : [])),
	scenarios,
	strategies,
};

/** A folder with files to choose among, and the scripts. */
const folder = mkdtempSync(join(tmpdir(), 'async-tui-'));
const here = join(folder, 'here');
mkdirSync(join(here, 'my runs'), {recursive: true});
for (const name of ['jobs.mjs', 'jobs.py', 'notes.txt', 'run.ndjson', "it's mine.js", 'my runs/old.ndjson']) {
	writeFileSync(join(here, name), '');
}
for (const shell of shells) {
	writeFileSync(join(folder, shell), completionScript(shell, names));
}
after(() => rmSync(folder, {recursive: true}));

const open: PseudoTerminal[] = [];
afterEach(() => {
	for (const terminal of open.splice(0)) {
		terminal.kill('SIGKILL');
	}
});

const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** A shell at its prompt, with nothing of the user's but our script; the command tells with what words it was called. */
async function prompt(shell: Exclude<Shell, 'fish'>): Promise<PseudoTerminal> {
	const args = {bash: ['--norc', '--noprofile', '-i'], zsh: ['-f', '-i']}[shell];
	const env = {PS1: 'shell> ', HOME: folder, INPUTRC: '/dev/null'};
	const terminal = openTerminal(shell, args, {env, columns: 160, rows: 50});
	open.push(terminal);
	await terminal.shows('shell> ');
	const first = {bash: 'true', zsh: `autoload -Uz compinit; compinit -u -d ${folder}/dump`}[shell];
	const tells = `async-tui() { n=$((n + 1)); printf '%s:' $n; printf '|%s' "$@"; printf '|\\n'; }`;
	terminal.type(`cd ${here}; ${first}; source ${folder}/${shell}; ${tells}; n=0; clear; echo ready\r`);
	await terminal.shows(/^ready/);
	return terminal;
}

/** What is typed before Tab, and the words that the command gets. */
const completed: readonly (readonly [typed: string, words: readonly string[]])[] = [
	['--them', ['--theme']],
	['--theme li', ['--theme', 'light']],
	['--theme=li', ['--theme=light']],
	['--color=25', ['--color=256']],
	['--compare sequential,conc', ['--compare', 'sequential,concurrent']],
	['-s rac', ['-s', 'race']],
	['lesson forgotten-a', ['lesson', 'forgotten-await']],
	['lesson forgotten-await -s aw', ['lesson', 'forgotten-await', '-s', 'awaited']],
	['scr', ['scraper']],
	['compl', ['completion']],
	['completion f', ['completion', 'fish']],
	['list --j', ['list', '--json']],
	['export ru', ['export', 'run.ndjson']],
	['export my', ['export', 'my runs/']],
	['export my\\ runs/o', ['export', 'my runs/old.ndjson']],
	['export run.ndjson --sp', ['export', 'run.ndjson', '--speed']],
	['record --dea', ['record', '--deadline']],
	['-o not', ['-o', 'notes.txt']],
	['jobs.m', ['jobs.mjs']],
	['it', ["it's mine.js"]],
	['main.mjs -- no', ['main.mjs', '--', 'notes.txt']],
	// There is nothing to say.
	['list --th', ['list', '--th']],
	['main.mjs -- --th', ['main.mjs', '--', '--th']],
	['-n 1', ['-n', '1']],
	['--color jobs.p', ['--color', 'jobs.py']],
];

for (const shell of ['bash', 'zsh'] as const) {
	suite(`${shell} completes`, {skip: !isThere(shell) && 'it is not installed'}, () => {
		test('names, flags, their values, and files', async () => {
			const terminal = await prompt(shell);
			for (const [index, [typed, words]] of completed.entries()) {
				terminal.type(`async-tui ${typed}\t\r`);
				const pattern = new RegExp(`^${index + 1}:\\|.*\\|$`);
				await terminal.shows(pattern);
				const row = terminal.screen().find(each => pattern.test(each)) ?? '';
				// zsh goes on to a value or to the next one of a list, and leaves out the slash of a folder.
				const bare = (text: string) => text.replace(/[=,/]\|$/, '|');
				assert.equal(bare(row), bare(`${index + 1}:|${words.join('|')}|`));
				terminal.type('clear\r');
			}
		});

		test('lists all choices', async () => {
			const terminal = await prompt(shell);
			terminal.type('async-tui --theme \t\t');
			await terminal.shows(/^dark +light +mono +terminal/);
		});
	});
}

suite('fish completes', {skip: !isThere('fish') && 'it is not installed'}, () => {
	/** The words that it offers for the last one, in its order. */
	const offered = (typed: string) => {
		const script = 'source $argv[1]; complete -C $argv[2]';
		const args = ['--no-config', '-c', script, join(folder, 'fish'), `async-tui ${typed}`];
		const {stdout, stderr} = spawnSync('fish', args, {
			encoding: 'utf8',
			cwd: here,
			env: {...process.env, HOME: folder},
		});
		assert.equal(stderr, '');
		return stdout.split('\n').flatMap(line => line.split('\t')[0] || []);
	};

	test('names, flags, their values, and files', () => {
		for (const [typed, words] of completed) {
			const last = words.at(-1) ?? '';
			// It offers what only contains the letters, too.
			assert.equal(offered(typed).includes(last), !typed.endsWith(last), typed);
		}
		assert.deepEqual(offered('--theme '), ['dark', 'light', 'mono', 'terminal']);
		assert.ok(!offered('not').includes('notes.txt'));
		assert.deepEqual(offered('export '), ['my runs/', 'run.ndjson']);
	});

	test('describes each choice', () => {
		const args = ['--no-config', '-c', 'source $argv[1]; complete -C "async-tui --them"', join(folder, 'fish')];
		assert.match(spawnSync('fish', args, {encoding: 'utf8'}).stdout, /^--theme\tdark, light, /);
	});
});

suite('completion', () => {
	const completion = completionModel(names);

	test('knows every flag in every script, and every name', () => {
		for (const shell of shells) {
			const script = completionScript(shell, names);
			for (const {name, ...flag} of completion.flags) {
				const spelt = shell === 'fish' ? `-l ${name}` : `--${name}`;
				assert.ok(script.includes(spelt), `${shell} ${name}`);
				assert.ok(!('negatable' in flag) || script.includes(`no-${name}`), shell);
			}
			for (const {name} of [...names.lessons, ...names.scenarios, ...names.strategies]) {
				assert.ok(script.includes(name), `${shell} ${name}`);
			}
		}
	});

	test('offers only values and versions that the parser accepts', async () => {
		const lines = completion.flags.flatMap(({name, rules}) =>
			rules.flatMap(({seen, choices = []}) => {
				const lesson = seen[0] ?? (name === 'answer' ? 'calling' : undefined);
				const work = name === 'method' ? ['https://example.com'] : lesson ? ['lesson', lesson] : ['two'];
				return choices.map(({word}) => [...work, `--${name}=${word}`]);
			}),
		);
		assert.ok(lines.length > 60);
		for (const line of lines) {
			assert.equal((await parse(line, parseContext())).kind, 'run', line.join(' '));
		}
	});

	test('offers each flag only for commands that take it', async () => {
		const values: Partial<Record<string, string>> = {size: '80x24', method: 'GET', header: 'A:b', output: 'x.cast'};
		const lines = {list: ['list'], export: ['export', 'a.ndjson', '-o', 'x.svg'], record: ['record', '-o', 'x.gif']};
		for (const [place, line] of Object.entries(lines)) {
			for (const {name, value, takes, places} of completion.flags.filter(flag => flag.group !== 'About')) {
				const given = values[name] ?? (Array.isArray(takes) ? takes[0] : '1');
				const command = await parse(
					[...line, value === undefined ? `--${name}` : `--${name}=${given}`],
					parseContext(),
				);
				const message = command.kind === 'usage-error' ? command.message : '';
				const isRefused =
					/takes only|has no effect (?:on a saved run|here)|only works with async-tui|not both|does not work with/.test(
						message,
					);
				const isOffered = places.some(each => each === place);
				assert.equal(isOffered, !isRefused, `${place} --${name}: ${message}`);
			}
		}
	});

	test('quotes what a shell would split', {skip: !isThere('bash') && 'no bash'}, () => {
		const odd = [{name: "it's $(id)", title: "a [title]: 'quoted' \\ $HOME `id`"}];
		const lessons = odd.map(each => ({...each, versions: odd}));
		const oddNames: Names = {lessons, exercises: odd, scenarios: odd, strategies: odd};
		for (const shell of shells.filter(isThere)) {
			writeFileSync(join(folder, 'odd'), completionScript(shell, oddNames));
			const {status, stderr} = spawnSync(shell, ['-n', join(folder, 'odd')], {encoding: 'utf8'});
			assert.deepEqual([status, stderr], [0, ''], shell);
		}
		writeFileSync(join(folder, 'odd'), completionScript('bash', oddNames));
		const call = 'COMP_WORDS=(async-tui it); COMP_CWORD=1; _async_tui async-tui it async-tui';
		const args = ['-c', `source "$1"; ${call}; echo "$COMPREPLY"`, 'bash', join(folder, 'odd')];
		const {stdout, stderr} = spawnSync('bash', args, {encoding: 'utf8', cwd: folder});
		assert.deepEqual([stdout, stderr], ["it's $(id)\n", '']);
	});
});
