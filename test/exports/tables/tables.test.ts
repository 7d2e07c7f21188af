import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {tableFormats, writeTable} from '../../../source/exports/tables/index.ts';
import {damagedRuns, hostileRun, someRuns} from '../../helpers/some-runs.ts';

/** Matches what a terminal or an editor would not treat as plain text. */
const controls = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/u;

suite('Runs as data', () => {
	for (const format of tableFormats) {
		test(`${format}: no control sequence of a program gets through`, () => {
			for (const form of ['tasks', 'program'] as const) {
				const text = writeTable([hostileRun(form)], format);
				assert.doesNotMatch(text.replace(/\r?\n\t*/g, ' '), controls, form);
				assert.match(text, /HYPERLINK/);
				if (!format.endsWith('json')) continue;
				JSON.parse(text, (key, value) => {
					assert.doesNotMatch(key, controls);
					if (typeof value === 'string') assert.doesNotMatch(value, controls, form);
					return value;
				});
			}
		});

		test(`${format}: the same runs give the same text, one or several, complete, cut off or damaged`, () => {
			for (const runs of [someRuns(), damagedRuns()]) {
				for (const [name, trace] of runs) {
					const text = writeTable([trace], format);
					assert.equal(writeTable([trace], format), text, name);
					assert.match(text, /\n$/, name);
					const [description, ...events] = trace;
					writeTable([[description, ...events.slice(0, events.length / 2)]], format);
				}
				assert.match(writeTable([...runs.values()], format), /\n$/);
			}
			assert.match(writeTable([], format), /\n$/);
		});
	}
});
