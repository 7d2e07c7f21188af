import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {UpdateContext} from '../../source/session/context.ts';
import type {Session} from '../../source/session/session.ts';
import {openInput, updateInput} from '../../source/session/update-input.ts';

const running = {takesInput: true} as UpdateContext;
const ended = {takesInput: false} as UpdateContext;
const session = {} as Session;
const typed = (text: string, action: Parameters<typeof updateInput>[2], context = running) =>
	updateInput({...session, overlay: {kind: 'input', text}}, text, action, context);

test('a line is typed, erased by whole characters, and sent with its end', () => {
	assert.deepEqual(openInput(session, running).session.overlay, {kind: 'input', text: ''});
	assert.deepEqual(typed('A', {type: 'type', text: 'da'}).session.overlay, {kind: 'input', text: 'Ada'});
	assert.deepEqual(typed('é🙂', {type: 'erase'}).session.overlay, {kind: 'input', text: 'é'});
	const sent = typed('Ada', {type: 'choose-listed'});
	assert.deepEqual(
		[sent.session.overlay, sent.effects],
		[{kind: 'input', text: ''}, [{type: 'write-input', text: 'Ada\n'}]],
	);
});

test('its end closes the line, without what was typed', () => {
	const {session: next, effects} = typed('Ad', {type: 'end-input'});
	assert.equal(next.overlay, undefined);
	assert.deepEqual(effects, [{type: 'write-input', text: undefined}]);
});

test('nothing is sent to a program that has ended', () => {
	const {session: next, effects} = typed('Ada', {type: 'choose-listed'}, ended);
	assert.deepEqual([next.overlay, effects], [undefined, []]);
	assert.match(next.notice ?? '', /^No program reads/);
	assert.equal(openInput(session, ended).session.overlay, undefined);
});
