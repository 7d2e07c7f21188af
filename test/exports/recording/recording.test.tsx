import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {renderToString} from 'ink';
import {recordingFormats} from '../../../source/exports/recording/index.ts';
import type {Recording} from '../../../source/exports/recording/recording.ts';
import {textOf} from '../../../source/exports/recording/recording.ts';
import {sourceFromTraces} from '../../../source/exports/recording/source-from-traces.ts';
import {unicode} from '../../../source/view/glyphs.ts';
import {Screen} from '../../../source/view/screens/screen.tsx';
import {createTheme} from '../../../source/view/theme.ts';
import {pretendTerminal} from '../../helpers/cells.ts';
import {hostile, recorded, recordTraces, twoRuns} from '../../helpers/test-recordings.ts';

function shownAt(shot: Recording, at: number): string {
	const frame = shot.frames.findLast(each => each.at <= at) ?? assert.fail(`no frame at ${at}`);
	return textOf(shot, frame).join('\n');
}

suite('Recording', () => {
	for (const theme of ['dark', 'light', 'terminal', 'mono'] as const) {
		test(`its frames are what the app mounts, in every cell and color: ${theme}`, async () => {
			const size = {columns: 100, rows: 30};
			const takes = [[recorded('sequential')], [recorded('concurrent')]] as const;
			const source = sourceFromTraces([...takes]);
			const shot = recordTraces([...takes], {theme, fps: 1});
			assert.ok(shot.frames.length > 8);
			for (const {at, rows} of shot.frames) {
				const {moving, ...props} = source.at(at);
				const spinner = moving ? at / 50 : undefined;
				const mounted = pretendTerminal(size);
				const screen = <Screen {...{...props, size, theme: createTheme(theme, 3), glyphs: unicode, spinner}} />;
				await mounted.write(renderToString(screen, {columns: 100}).replaceAll('\n', '\r\n'));
				const replayed = pretendTerminal(size);
				await replayed.write(rows.map(row => shot.rows[row]?.ansi).join('\r\n'));
				assert.deepEqual(replayed.cells(), mounted.cells(), `at ${at} ms`);
			}
		});
	}

	test('every frame differs from the one before it, and the last one shows the end', () => {
		const shot = twoRuns({fps: 30});
		for (const [index, {at, rows}] of shot.frames.entries()) {
			const before = shot.frames[index - 1];
			assert.ok(!before || (at > before.at && rows.some((row, line) => row !== before.rows[line])));
			assert.equal(rows.length, shot.size.rows);
		}
		assert.equal(new Set(shot.rows.map(({ansi}) => ansi)).size, shot.rows.length);
		assert.match(shownAt(shot, shot.duration), /FINISHED[\s\S]*2\.00 s/);
		assert.equal(shot.duration - (shot.frames.at(-1)?.at ?? 0), 2000, 'and it stays for two seconds');
	});

	test('part of a run can be recorded at another speed', () => {
		const whole = twoRuns({fps: 10});
		const part = twoRuns({fps: 5, from: 1000, to: 3000, speed: 0.5, tailMs: 0});
		assert.equal(part.duration, 4000);
		const texts = part.frames.map(frame =>
			textOf(part, frame)
				.join('\n')
				.replace(/[◐◓◑◒]/g, '◐'),
		);
		assert.equal(texts[0], shownAt(whole, 1000).replace(/[◐◓◑◒]/g, '◐'));
		assert.equal(texts.at(-1), shownAt(whole, 3000).replace(/[◐◓◑◒]/g, '◐'));
		assert.deepEqual(
			part.markers.map(({at, words}) => [at, words]),
			[
				[1000, 'profile settles'],
				[1000, 'settings starts'],
				[3000, 'settings settles'],
				[3000, 'orders starts'],
			],
		);
	});

	test('the second run has the first one as its ghost, the first one has none', () => {
		const shot = twoRuns();
		assert.doesNotMatch(shownAt(shot, 3000), /before: /);
		assert.match(shownAt(shot, 9000), /before: 6.50 s Sequential/);
		assert.match(shownAt(shot, shot.duration), /3\.25×/);
	});

	test('with less motion there are fewer frames', () => {
		const frames = (motion: 'full' | 'reduced' | 'off') =>
			recordTraces([[recorded('sequential')]], {fps: 20, motion}).frames;
		const moments = new Set(recorded('sequential').map(({at}) => at)).size;
		assert.ok(frames('reduced').length <= 4 * 6.6 + 1);
		assert.ok(frames('full').length > 3 * frames('reduced').length);
		assert.ok(frames('off').length <= moments);
		assert.equal(new Set(frames('off').map(({at}) => at)).size, frames('off').length);
	});

	test('failures and blocks have markers', () => {
		const kinds = (name: string) => recordTraces([[recorded(name)]], {fps: 1}).markers.map(({kind}) => kind);
		assert.ok(kinds('failed').includes('fail'));
		assert.ok(kinds('timed-out').includes('fail'));
		assert.ok(kinds('blocked').includes('block'));
		assert.ok(!kinds('concurrent').some(kind => kind === 'fail' || kind === 'block'));
	});

	test('a marker names lanes with the same name side by side only once', () => {
		const words = recordTraces([[recorded('sequential'), recorded('sequential')]], {fps: 1}).markers.map(
			({words}) => words,
		);
		assert.deepEqual(words.slice(0, 2), ['profile starts', 'profile settles']);
	});

	test('a key is visible for a second and a half', () => {
		const shot = twoRuns({showKeys: true});
		for (const [at, seen] of [
			[0, true],
			[1400, true],
			[1600, false],
			[8000, true],
			[9600, false],
		] as const) {
			const last = shownAt(shot, at).split('\n').at(-2) ?? '';
			assert.equal(/[12] {2}(Sequential|Concurrent)$/.test(last), seen, `${at}: ${last}`);
		}
		assert.doesNotMatch(shownAt(twoRuns(), 0).split('\n').at(-2) ?? '', /Sequential$/);
	});

	test('two languages are recorded side by side', () => {
		const [description, ...events] = recorded('limited');
		const others = events.map(event =>
			event.type === 'runtime-ready' ? {...event, runtime: 'CPython 3.13.0'} : event,
		);
		const shot = recordTraces([[recorded('concurrent'), [{...description, language: 'python'}, ...others]]], {fps: 2});
		assert.match(shownAt(shot, 1000), /Node\.js 24\.21\.0.*CPython 3\.13\.0/);
		assert.equal(shownAt(shot, 1000).match(/RUNNING/g)?.length, 2);
		assert.ok(shot.frames.length > 4);
	});

	test('damaged and killed runs are recorded, in every size', () => {
		for (const name of ['broken', 'truncated', 'killed', 'cancelled']) {
			assert.ok(recordTraces([[recorded(name)]], {fps: 2}).frames.length > 1, name);
		}
		for (const size of [
			{columns: 60, rows: 18},
			{columns: 80, rows: 24},
			{columns: 160, rows: 50},
			{columns: 20, rows: 5},
		]) {
			const shot = recordTraces([[recorded('race')]], {fps: 2, size});
			assert.ok(shot.rows.every(({text}) => text.length < size.columns));
			assert.ok(shot.frames.every(({rows}) => rows.length === size.rows));
		}
	});

	test('names of tasks cannot contain control characters', () => {
		const shot = recordTraces([[hostile()]], {fps: 2});
		for (const row of shot.rows) {
			assert.doesNotMatch(row.text, /[\p{Cc}\p{Cs}\u202e]/u);
		}
		assert.doesNotMatch(shot.title + shot.markers.map(({words}) => words).join(''), /[\p{Cc}\u202e]/u);
	});

	for (const [ending, write] of Object.entries(recordingFormats)) {
		test(`the same run gives the same bytes: ${ending}`, () => {
			const once = write(twoRuns({fps: 2}));
			assert.ok(once.length > (ending === 'vtt' ? 100 : 1000));
			assert.deepEqual(once, write(twoRuns({fps: 2})));
		});
	}
});
