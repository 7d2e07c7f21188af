import assert from 'node:assert/strict';
import {test} from 'node:test';
import {mouseInputIn} from '../../source/app/mouse.ts';
import {backgroundIn, splitInput} from '../../source/app/split-input.ts';

const color = '\u001B]11;rgb:ffff/ffff/ffff\u001B\\';
const withBell = '\u001B]11;rgb:0d/11/17\u0007';
const press = '\u001B[<0;12;7M';
const release = '\u001B[<0;12;7m';
/** What a terminal without SGR reports of a click. */
const oldPress = '\u001B[M q!';
const arrow = '\u001B[A';

/** The keys and replies of input that arrives in pieces, in order. Keys that follow each other are one text. */
function take(...chunks: readonly string[]) {
	const parts: ({keys: string} | {reply: string})[] = [];
	let rest = '';
	for (const chunk of chunks) {
		const split = splitInput(rest + chunk);
		rest = split.rest;
		for (const part of split.parts) {
			const last = parts.at(-1);
			if ('keys' in part && last && 'keys' in last) {
				last.keys += part.keys;
			} else {
				parts.push({...part});
			}
		}
	}
	return {parts, rest};
}

test('replies and reports are not keys, wherever they come, and the order stays', () => {
	assert.deepEqual(take(`a${color}b${arrow}${press}${release}q${withBell}`), {
		parts: [
			{keys: 'a'},
			{reply: color},
			{keys: `b${arrow}`},
			{reply: press},
			{reply: release},
			{keys: 'q'},
			{reply: withBell},
		],
		rest: '',
	});
});

test('a reply cut anywhere is held until it is whole', () => {
	for (const text of [color, withBell, press, oldPress]) {
		const whole = `x${text}${arrow}`;
		for (let at = 0; at <= whole.length; at++) {
			const {parts} = take(whole.slice(0, at), whole.slice(at));
			assert.deepEqual(parts, [{keys: 'x'}, {reply: text}, {keys: arrow}], `${at}`);
		}
	}
});

test('of keys, only an Escape is held, which may start a reply', () => {
	for (const key of ['\u001BO', `${arrow}x`, '[<0;1;1M', '\u001B[1;2']) {
		assert.deepEqual(take(key), {parts: [{keys: key}], rest: ''});
	}
	assert.deepEqual(take('\u001B'), {parts: [], rest: '\u001B'});
	assert.deepEqual(take('\u001B', 'O', 'P'), {parts: [{keys: '\u001BOP'}], rest: ''});
});

test('what looks like a report in a paste is text', () => {
	const paste = `\u001B[200~a${press}b\u001B[201~`;
	for (let at = 6; at <= paste.length; at++) {
		assert.deepEqual(take(paste.slice(0, at), paste.slice(at)), {parts: [{keys: paste}], rest: ''}, `${at}`);
	}
	assert.deepEqual(take(`${paste}${press}`).parts, [{keys: paste}, {reply: press}]);
});

test('what never becomes a reply is typed in the end', () => {
	const long = `\u001B]${'x'.repeat(5000)}`;
	assert.deepEqual(take(long), {parts: [{keys: long}], rest: ''});
});

test('of the mouse, the left button and the wheel act', () => {
	assert.deepEqual(mouseInputIn(press), {kind: 'click', column: 11, row: 6});
	assert.deepEqual(mouseInputIn('\u001B[<64;1;1M'), {kind: 'wheel', direction: 'up'});
	assert.deepEqual(mouseInputIn('\u001B[<65;1;1M'), {kind: 'wheel', direction: 'down'});
	for (const other of [release, oldPress, '\u001B[<2;1;1M', '\u001B[<4;1;1M', '\u001B[<35;1;1M', '\u001B[<M', color]) {
		assert.equal(mouseInputIn(other), undefined, other);
	}
});

test('the luminance of a background, in any number of digits; other replies say nothing of it', () => {
	assert.equal(backgroundIn(color), 1);
	assert.equal(backgroundIn('\u001B]11;rgb:0/0/0\u0007'), 0);
	assert.ok(Math.abs((backgroundIn('\u001B]11;rgba:7777/7777/7777/ffff\u0007') ?? 0) - 0.184) < 0.001);
	assert.equal(backgroundIn('\u001B]10;rgb:ff/ff/ff\u0007'), undefined);
});
