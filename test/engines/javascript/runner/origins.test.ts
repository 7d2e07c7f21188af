import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createOrigins} from '../../../../source/engines/javascript/runner/tracing/origins.ts';
import {createPositions} from '../../../../source/engines/javascript/runner/tracing/source-positions.ts';

const site = (file: string, line = 1) =>
	({
		isAsync: () => false,
		isToplevel: () => false,
		getFileName: () => file,
		getFunctionName: () => 'f',
		getPosition: () => line,
		getLineNumber: () => line,
		getColumnNumber: () => 1,
		getEnclosingLineNumber: () => 1,
		getEnclosingColumnNumber: () => 1,
	}) as unknown as NodeJS.CallSite;

const byPackage = Array.from({length: 5}, () => site('/node_modules/pool/index.js'));
const byProgram = [...byPackage, site('/program/main.js', 7)];

function createSubject() {
	const subject = {stack: byPackage, isLaneRunning: false, deepReads: 0};
	const origin = createOrigins({
		positions: createPositions(new Map()),
		frames(count) {
			subject.deepReads += count > 3 ? 1 : 0;
			return subject.stack.slice(0, count);
		},
		isLaneRunning: () => subject.isLaneRunning,
		now: () => 0,
	});
	return {subject, origin: (isBrief = false) => origin('opaque', isBrief)};
}

test('where a package always makes promises for itself, few stacks are read deeply', () => {
	const {subject, origin} = createSubject();
	for (let times = 0; times < 320; times++) origin();
	assert.ok(subject.deepReads < 50, `${subject.deepReads}`);
});

test('after one promise was made for the program, all stacks from there are read again', () => {
	const {subject, origin} = createSubject();
	for (let times = 0; times < 100; times++) origin();
	subject.stack = byProgram;
	for (let times = 0; times < 32; times++) origin();
	const on = origin();
	assert.ok(on?.kind === 'opaque' && on.madeAt?.line === 7);
});

test('while a lane is on the thread, each stack is read', () => {
	const {subject, origin} = createSubject();
	subject.isLaneRunning = true;
	for (let times = 0; times < 100; times++) origin();
	assert.equal(subject.deepReads, 100);
});

test('within a call whose promise is noted afterwards, only the first frames are read', () => {
	const {subject, origin} = createSubject();
	subject.isLaneRunning = true;
	subject.stack = byProgram;
	assert.equal(origin(true), undefined);
	assert.equal(subject.deepReads, 0);
	subject.stack = byProgram.slice(-2);
	const on = origin(true);
	assert.ok(on?.kind === 'opaque' && on.madeAt?.line === 7);
});
