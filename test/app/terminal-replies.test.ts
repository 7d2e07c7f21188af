import assert from 'node:assert/strict';
import {test} from 'node:test';
import {backgroundIn, splitReplies} from '../../source/app/terminal-replies.ts';

const color = '\u001B]11;rgb:ffff/ffff/ffff\u001B\\';
const withBell = '\u001B]11;rgb:0d/11/17\u0007';
const arrow = '\u001B[A';

/** The keys and replies of input that arrives in pieces. */
function take(...chunks: readonly string[]) {
	let [keys, rest] = ['', ''];
	const replies: string[] = [];
	for (const chunk of chunks) {
		const split = splitReplies(rest + chunk);
		keys += split.keys;
		rest = split.rest;
		replies.push(...split.replies);
	}
	return {keys, replies, rest};
}

test('replies are no keys, wherever they come', () => {
	assert.deepEqual(take(`a${color}b${arrow}${withBell}q`), {
		keys: `ab${arrow}q`,
		replies: [color, withBell],
		rest: '',
	});
});

test('a reply cut anywhere is held until it is whole, and no key is held', () => {
	for (const text of [color, withBell]) {
		const whole = `x${text}${arrow}`;
		// Behind a lone Escape a cut cannot be told from the key.
		for (let at = 0; at <= whole.length; at++) {
			const behindEscape = at > 0 && whole[at - 1] === '\u001B' && at <= text.length;
			if (!behindEscape) {
				assert.deepEqual(
					take(whole.slice(0, at), whole.slice(at)),
					{keys: `x${arrow}`, replies: [text], rest: ''},
					`${at}`,
				);
			}
		}
	}
	for (const key of ['\u001B', '\u001BO', `${arrow}\u001B`, '\u001B[200~pasted\u001B[201~']) {
		assert.deepEqual(take(key), {keys: key, replies: [], rest: ''});
	}
});

test('what never becomes a reply is typed in the end', () => {
	const long = `\u001B]${'x'.repeat(5000)}`;
	assert.deepEqual(take(long), {keys: long, replies: [], rest: ''});
});

test('the luminance of a background, in any number of digits; other replies say nothing of it', () => {
	assert.equal(backgroundIn(color), 1);
	assert.equal(backgroundIn('\u001B]11;rgb:0/0/0\u0007'), 0);
	assert.ok(Math.abs((backgroundIn('\u001B]11;rgba:7777/7777/7777/ffff\u0007') ?? 0) - 0.184) < 0.001);
	assert.equal(backgroundIn('\u001B]10;rgb:ff/ff/ff\u0007'), undefined);
});
