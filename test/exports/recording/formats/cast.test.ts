import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {cast} from '../../../../source/exports/recording/formats/cast.ts';
import {textOf} from '../../../../source/exports/recording/recording.ts';
import {pretendTerminal} from '../../../helpers/cells.ts';
import {hostile, recordTraces, twoRuns} from '../../../helpers/test-recordings.ts';

type Event = readonly [time: number, code: string, data: string];

function read(text: string): {readonly header: Record<string, unknown>; readonly events: readonly Event[]} {
	const [header, ...events] = text
		.trimEnd()
		.split('\n')
		.map(line => JSON.parse(line));
	return {header, events};
}

/** Converts the intervals of version 3 to ms since the start. */
function absolute(
	events: readonly Event[],
): readonly {readonly at: number; readonly code: string; readonly data: string}[] {
	let at = 0;
	return events.map(([time, code, data]) => {
		at += Math.round(time * 1000);
		return {at, code, data};
	});
}

suite('Asciicast', () => {
	test('a terminal that plays it shows each frame at its moment', async () => {
		const shot = twoRuns();
		const terminal = pretendTerminal(shot.size);
		const whole = pretendTerminal(shot.size);
		const output = absolute(read(cast(shot)).events).filter(({code}) => code === 'o');
		assert.equal(output.length, shot.frames.length + 1);
		for (const [index, frame] of shot.frames.entries()) {
			assert.equal(output[index]?.at, frame.at);
			await terminal.write(output[index]?.data ?? '');
			assert.deepEqual(terminal.text(), textOf(shot, frame), `at ${frame.at} ms`);
			if (index % 40 === 0) {
				await whole.write(`\u001b[H\u001b[2J${frame.rows.map(row => shot.rows[row]?.ansi).join('\r\n')}`);
				assert.deepEqual(terminal.cells(), whole.cells(), `at ${frame.at} ms`);
			}
		}
		assert.equal(output.at(-1)?.at, shot.duration);
	});

	test('version 3 counts from event to event, version 2 from the start', () => {
		const shot = twoRuns();
		const three = read(cast(shot));
		const two = read(cast(shot, {v2: true}));
		const {fg, bg, palette} = (two.header.theme ?? {}) as Record<string, string>;
		assert.deepEqual([three.header.version, two.header.version], [3, 2]);
		assert.deepEqual([two.header.width, two.header.height], [100, 30]);
		assert.deepEqual(three.header.term, {
			cols: 100,
			rows: 30,
			type: 'xterm-256color',
			theme: {fg, bg, palette},
		});
		assert.equal(palette?.split(':').length, 16);
		assert.deepEqual(
			absolute(three.events),
			two.events.map(([time, code, data]) => ({at: Math.round(time * 1000), code, data})),
		);
	});

	test('it has markers and keys', () => {
		const shot = twoRuns();
		const events = absolute(read(cast(shot)).events);
		assert.deepEqual(
			events.filter(({code}) => code === 'i').map(({at, data}) => [at, data]),
			[
				[0, '1'],
				[8000, '2'],
			],
		);
		const markers = events.filter(({code}) => code === 'm').map(({data}) => data);
		assert.deepEqual(
			markers,
			shot.markers.map(({words}) => words),
		);
		assert.equal(markers[0], 'profile starts');
		assert.ok(markers.includes('profile, settings, orders and 2 more start'));
	});

	test('keys are recorded as the input that a terminal sends', () => {
		const keys = ['space', 'enter', 'left', 'q'].map((key, index) => ({at: index, key, words: ''}));
		const typed = read(cast(twoRuns({keys, to: 100}))).events.flatMap(([, code, data]) => (code === 'i' ? data : []));
		assert.deepEqual(typed, [' ', '\r', '\u001b[D', 'q']);
	});

	test('only the changed cells of changed rows are written', () => {
		const shot = twoRuns();
		const output = read(cast(shot)).events.flatMap(([, code, data]) => (code === 'o' ? [data] : []));
		let whole = 0;
		for (const [index, {at, rows}] of shot.frames.entries()) {
			const before = shot.frames[index - 1]?.rows;
			const changed = rows.flatMap((row, line) => {
				const {ansi = ''} = shot.rows[row] ?? {};
				whole += row === before?.[line] ? 0 : ansi.length;
				return row === before?.[line] || (!before && ansi === '') ? [] : [line + 1];
			});
			const lines = Array.from(output[index]?.matchAll(/\u001b\[(\d+);\d+H/g) ?? [], ([, line]) => Number(line));
			assert.deepEqual([...new Set(lines)], changed, `at ${at} ms`);
		}
		const written = output.join('').length;
		assert.ok(written * 2 < whole, `${written} characters instead of ${whole}`);
	});

	test('it has no escape sequence from a program', () => {
		const text = cast(recordTraces([[hostile()]], {fps: 2}));
		const sequences = new Set(
			read(text).events.flatMap(([, code, data]) =>
				code === 'o' ? (data.match(/\u001b.[\d;?]*[a-zA-Z]?/g) ?? []) : [],
			),
		);
		assert.ok(sequences.size > 10);
		for (const sequence of sequences) {
			assert.match(sequence, /^\u001b\[(\d+;\d+H|K|2J|\?25[lh]|(;?(\d|22|27|39|49|38;2;\d+;\d+;\d+))*m)$/);
		}
		assert.doesNotMatch(text, /\\u0007|\u202e/);
	});
});
