import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {suite, test} from 'node:test';
import {lineFormats} from '../../source/exports/lines/index.ts';
import {tableFormats, writeTable} from '../../source/exports/tables/index.ts';
import {follow} from '../../source/model/follow.ts';
import type {TraceEvent} from '../../source/trace/event.ts';
import type {ParsedTrace} from '../../source/trace/ndjson.ts';
import {formatEvent, parseTrace} from '../../source/trace/ndjson.ts';
import type {Trace} from '../../source/trace/trace.ts';
import {toAnsi} from '../../source/view/line.ts';
import {screenRows} from '../../source/view/screens/screen.tsx';
import {tracesFolder} from '../fixtures/record.ts';
import {scripts} from '../fixtures/scripts.ts';
import {simulateProgram} from '../fixtures/simulate-program.ts';
import {randomFrom} from '../helpers/random.ts';
import {sceneProps} from '../helpers/scene.ts';

const count = 2_000;
/** One in this many traces is drawn as well. */
const drawn = 50;

const originals: readonly string[] = [
	...readdirSync(tracesFolder).map(name => readFileSync(new URL(name, tracesFolder), 'utf8')),
	...scripts.map(script => simulateProgram(script).map(formatEvent).join('\n')),
];

/** Texts that replace a text in a damaged trace. */
const hostile = [
	'\u001b[2J\u001b]0;title\u0007',
	'\u009b31m\u0090q\u009c',
	'\u202eesrever\u2066',
	'a\r\nb\u0008\u0000\u007f',
	'日本語 e\u0301 👩‍👩‍👧',
	'x'.repeat(5000),
	'__proto__',
	'../../etc/passwd',
	'',
];
const odd: readonly unknown[] = [
	...hostile,
	...[0, -0.5, 1, 1e-9, 12_345.678, 1e12, -1e12, 2 ** 53 - 1, 1e308, -1e308],
	...[null, true, [], {}, [[[[1]]]], {kind: 'timer', ms: -1e300}],
];

/**
 * Matches what a terminal would execute, or what would reverse the direction of writing, except for the end of a line.
 */
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** The same in formats for programs, where tabs indent, and text from right to left is the program's own. */
const controlsInData = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

suite(`${count} damaged traces`, () => {
	const readings = Array.from({length: count}, (_, seed) => parseTrace(damaged(seed)));

	test('are parsed up to the damage, which is reported on one short line', () => {
		let whole = 0;
		for (const [seed, {trace, problem}] of readings.entries()) {
			if (problem) {
				assert.doesNotMatch(problem.message, controls, `trace ${seed}`);
				assert.ok(problem.message.length < 200 && !problem.message.includes('\n'), problem.message);
				// All events before the damage were read; empty lines do not count.
				assert.ok((trace?.length ?? 0) <= problem.line && problem.line > 0, `trace ${seed}`);
			} else {
				whole++;
			}
			for (const [index, {at}] of (trace ?? []).entries()) assert.ok(at >= (trace?.[index - 1]?.at ?? at));
		}
		assert.ok(whole > count / 20 && whole < count / 2, `${whole} are whole for all that`);
	});

	test('give a consistent model at each moment, forwards and backwards', () => {
		for (const [seed, trace] of tracesOf(readings)) {
			const last = trace.at(-1)?.at ?? 0;
			const follower = follow(trace, 16);
			const first = totalsOf(follower, last / 2);
			const {totals} = follower.at(last);
			const sum = totals.done + totals.failed + totals.cancelled + totals.destroyed + totals.timedOut;
			assert.equal(sum, totals.settled, `trace ${seed}`);
			// The peak of a program is of waits: a call in flight need not wait.
			const least = trace[0].form === 'program' ? 0 : totals.inFlight;
			assert.ok(totals.queued >= 0 && totals.inFlight >= 0 && totals.peak >= least, `trace ${seed}`);
			assert.equal(totalsOf(follower, last / 2), first, `trace ${seed}`);
		}
	});

	test('give lines without control sequences', async () => {
		for (const [seed, trace] of tracesOf(readings)) {
			assert.doesNotMatch(await linesOf('plain', trace), controls, `trace ${seed}`);
			const json = await linesOf('json', trace);
			assert.doesNotMatch(json, controlsInData, `trace ${seed}`);
			if (seed % drawn === 0) for (const line of json.trimEnd().split('\n')) JSON.parse(line);
		}
	});

	test('give tables without a control character', () => {
		for (const [seed, trace] of tracesOf(readings)) {
			if (seed % drawn !== 0) continue;
			for (const format of tableFormats) {
				const text = writeTable([trace], format);
				assert.doesNotMatch(text.replaceAll('\r\n', '\n'), controlsInData, `trace ${seed} as ${format}`);
				if (format.endsWith('json')) JSON.parse(text);
			}
		}
	});

	test('are drawn without an escape sequence', () => {
		for (const [seed, trace] of tracesOf(readings)) {
			if (seed % drawn !== 0) continue;
			const follower = follow(trace);
			for (const share of [1, 0.4]) {
				const model = follower.at((trace.at(-1)?.at ?? 0) * share);
				const screen = seed % (2 * drawn) === 0 ? 'dashboard' : 'loop';
				const props = sceneProps({views: [{model}, {model}], session: {screen}});
				const rows = screenRows(props).map(line => toAnsi(line, props.theme, props.glyphs));
				assert.doesNotMatch(rows.join('\n'), controls, `trace ${seed}`);
				assert.ok(rows.length <= 30 && rows.every(row => !row.includes('\n')), `trace ${seed}`);
			}
		}
	});
});

function* tracesOf(readings: readonly ParsedTrace[]): Iterable<readonly [number, Trace]> {
	for (const [seed, {trace}] of readings.entries()) if (trace) yield [seed, trace];
}

function totalsOf(follower: ReturnType<typeof follow>, moment: number): string {
	const {totals, phase, thread, inconsistencies} = follower.at(moment);
	return JSON.stringify({totals, phase, held: thread.busyTime, inconsistencies});
}

async function linesOf(format: keyof typeof lineFormats, trace: Trace): Promise<string> {
	async function* events(): AsyncGenerator<readonly TraceEvent[]> {
		yield trace;
	}
	let text = '';
	for await (const line of lineFormats[format](events())) text += line;
	return text;
}

/** Returns one of the traces with a few errors in it. */
function damaged(seed: number): string {
	const random = randomFrom(seed + 1);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
	const lines = pick(originals).trimEnd().split('\n');
	for (let wrong = Math.floor(random() * 4); wrong >= 0; wrong--) {
		const index = Math.floor(random() * lines.length);
		const line = lines[index] ?? '';
		const chance = random();
		if (chance < 0.05) lines.splice(index, 1);
		else if (chance < 0.1) lines.splice(index, 0, line);
		else if (chance < 0.15) lines.splice(index, 2, lines[index + 1] ?? '', line);
		else if (chance < 0.2) lines.length = Math.max(1, index);
		else if (chance < 0.25) lines[index] = line.slice(0, Math.floor(random() * line.length));
		else if (chance < 0.35) lines[index] = flipped(line, random);
		else lines[index] = retyped(line, () => pick(odd), random, chance < 0.8);
	}
	return lines.join(pick(['\n', '\n', '\r\n']));
}

/** Replaces a character. */
function flipped(line: string, random: () => number): string {
	const at = Math.floor(random() * line.length);
	return line.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + line.slice(at + 1);
}

/** Replaces the value of one field of the event. `sameType`: by one of the same type, so that the parser accepts it. */
function retyped(line: string, oddValue: () => unknown, random: () => number, sameType: boolean): string {
	let event: unknown;
	try {
		event = JSON.parse(line);
	} catch {
		return line;
	}
	const places: {readonly of: Record<string, unknown>; readonly key: string}[] = [];
	const collect = (value: unknown) => {
		if (typeof value !== 'object' || value === null) return;
		for (const key of Object.keys(value)) {
			const of = value as Record<string, unknown>;
			if (key !== 'type') places.push({of, key});
			collect(of[key]);
		}
	};
	collect(event);
	const place = places[Math.floor(random() * places.length)];
	if (!place) return line;
	let value = oddValue();
	for (let tries = 0; sameType && tries < 50 && typeof value !== typeof place.of[place.key]; tries++)
		value = oddValue();
	place.of[place.key] = value;
	return JSON.stringify(event);
}
