import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {splitCommand} from '../../../source/cli/args/split-command.ts';
import {parseContext} from '../../helpers/parse-context.ts';

suite("the user's command on a command line", () => {
	const executables = ['npm', 'pytest', 'sort', 'two', 'ls', './run', './app.mjs', 'bin/x.ndjson'];
	const context = parseContext({
		isCommand: word => executables.includes(word),
		isFile: path => path === 'ls',
		isFolder: path => path === 'sort',
	});
	const split = (line: string) => splitCommand(line.split(' ').filter(Boolean), context);
	const cases: readonly (readonly [line: string, ours: string, command: string | undefined])[] = [
		['-- npm start', '', 'npm start'],
		['--plain -- npm start -- -x', '--plain', 'npm start -- -x'],
		['-- two', '', 'two'],
		['--', '', ''],
		['npm start', '', 'npm start'],
		['pytest -q --help', '', 'pytest -q --help'],
		['--limit 3 -l python npm start', '--limit 3 -l python', 'npm start'],
		['--color -o run.ndjson npm start', '--color -o run.ndjson', 'npm start'],
		['-m http.server -d x', '', 'http.server -d x'],
		['--json -m app', '--json', 'app'],
		['two -n 3', 'two -n 3', undefined],
		['list', 'list', undefined],
		['jobs.mjs -- npm', 'jobs.mjs -- npm', undefined],
		['ls', 'ls', undefined],
		['sort', 'sort', undefined],
		['./npm', './npm', undefined],
		['--json ./run --plain', '--json', './run --plain'],
		['./app.mjs', './app.mjs', undefined],
		['bin/x.ndjson', 'bin/x.ndjson', undefined],
		['run.ndjson', 'run.ndjson', undefined],
		['https://npm', 'https://npm', undefined],
		['- npm', '- npm', undefined],
		['nowhere', 'nowhere', undefined],
		['', '', undefined],
	];
	for (const [line, ours, command] of cases) {
		test(line, () => {
			const found = split(line);
			assert.deepEqual([found.ours.join(' '), found.command?.words.join(' ')], [ours, command]);
		});
	}

	test('knows how it was named', () => {
		assert.deepEqual(split('-m app').command, {form: 'module', words: ['app'], dashes: false});
		assert.deepEqual(split('-- npm').command, {form: 'command', words: ['npm'], dashes: true});
		assert.deepEqual(split('npm').command, {form: 'command', words: ['npm'], dashes: false});
	});
});
