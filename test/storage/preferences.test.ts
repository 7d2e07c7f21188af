import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {suite, test} from 'node:test';
import type {Environment} from '../../source/cli/args/color-level.ts';
import {parse} from '../../source/cli/parse.ts';
import type {Preferences} from '../../source/storage/preferences.ts';
import {openPreferences} from '../../source/storage/preferences.ts';
import {parseContext} from '../helpers/parse-context.ts';

function lookFile(t: TestContext): string {
	const path = mkdtempSync(join(tmpdir(), 'async-tui-'));
	t.after(() => rmSync(path, {recursive: true}));
	return join(path, 'state', 'look.json');
}

suite('display preferences', () => {
	test('are read in the next session: what was chosen, and no more', async t => {
		const file = lookFile(t);
		assert.deepEqual(openPreferences(file).read(), {});
		assert.equal(await openPreferences(file).save({theme: 'light'}), true);
		assert.deepEqual(openPreferences(file).read(), {theme: 'light'});
		assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), {version: 1, theme: 'light'});
	});

	test('of two sessions at once are merged', async t => {
		const file = lookFile(t);
		const [one, other] = [openPreferences(file), openPreferences(file)];
		await one.save({theme: 'light'});
		await other.save({motion: 'off', keysShown: true});
		await one.save({theme: 'mono'});
		assert.deepEqual(openPreferences(file).read(), {theme: 'mono', motion: 'off', keysShown: true});
	});

	for (const text of ['{"version": 1, "theme": "da', '{"version": 1, "theme": "pink"}', '{"version": 2}', '7', '']) {
		test(`in a damaged file are ignored, with a warning: ${text}`, async t => {
			const file = lookFile(t);
			await openPreferences(file).save({});
			writeFileSync(file, text);
			const look = openPreferences(file);
			assert.deepEqual(look.read(), {});
			assert.equal(await look.save({theme: 'light'}), false);
			assert.equal(
				look.takeWarning(),
				`Theme, motion, key display and mouse are not saved: "${file}" was not written by async-tui; delete it to start over.`,
			);
			assert.equal(look.takeWarning(), undefined);
			assert.equal(readFileSync(file, 'utf8'), text);
		});
	}
});

suite('saved preferences', () => {
	const terminal = {TERM: 'xterm-256color', LANG: 'C.UTF-8'};
	const kept: Preferences = {theme: 'light', motion: 'off', keysShown: true};
	const read = async (line: string, env: Environment = {}) => {
		const around = parseContext({env: {...terminal, ...env}, remembered: () => kept});
		const command = await parse(line.split(' ').filter(Boolean), around);
		assert.ok(command.kind === 'run' || command.kind === 'replay' || command.kind === 'record', command.kind);
		const work = command.kind === 'record' ? command.work : command;
		assert.ok(work.kind !== 'saved');
		const {theme, motion, showKeys} = work;
		return {theme, motion, keysShown: showKeys};
	};

	test('apply at the start, also for a saved run', async () => {
		assert.deepEqual(await read(''), kept);
		assert.deepEqual(await read('run.ndjson'), kept);
	});

	test('yield to the environment, which yields to a flag', async () => {
		const env = {ASYNC_TUI_THEME: 'terminal', REDUCED_MOTION: '1'};
		assert.deepEqual(await read('', env), {theme: 'terminal', motion: 'reduced', keysShown: true});
		const flagged = {theme: 'dark', motion: 'full', keysShown: true};
		assert.deepEqual(await read('--theme dark --motion full', env), flagged);
	});

	test('is no theme of colors where there is no color', async () => {
		assert.equal((await read('', {NO_COLOR: '1'})).theme, 'mono');
		assert.equal((await read('--no-color')).theme, 'mono');
	});

	for (const line of ['--plain', '--json', 'run.ndjson --json', 'record --keys wait -o nowhere/film.gif']) {
		test(`do not apply to: async-tui ${line}`, async () => {
			const {theme, motion, keysShown} = await read(line);
			assert.deepEqual({theme, motion, keysShown}, {theme: 'terminal', motion: 'full', keysShown: false});
		});
	}
});
