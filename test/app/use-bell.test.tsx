import assert from 'node:assert/strict';
import {test} from 'node:test';
import {render} from 'ink-testing-library';
import {useBell} from '../../source/app/use-bell.ts';

/** Runs for `ms`, after a key that was pressed at `pressedAt`. Returns how often it rang. */
function ringsAfter(ms: number, pressedAt: number): number {
	let [now, rings] = [0, 0];
	const Run = ({isRunning}: {readonly isRunning: boolean}) => {
		useBell(
			isRunning,
			() => rings++,
			() => pressedAt,
			() => now,
		);
		return null;
	};
	const app = render(<Run isRunning={false} />);
	app.rerender(<Run isRunning />);
	now = ms;
	app.rerender(<Run isRunning={false} />);
	app.rerender(<Run isRunning={false} />);
	app.unmount();
	return rings;
}

test('a long run rings once at its end, unless a key was just pressed', () => {
	assert.equal(ringsAfter(10_000, 0), 1);
	assert.equal(ringsAfter(60_000, 49_000), 1);
	assert.equal(ringsAfter(9_999, -60_000), 0);
	assert.equal(ringsAfter(60_000, 51_000), 0);
});
