import type {Reply} from '../../protocol.ts';
import {append} from './append.ts';
import {now} from './clock.ts';
import {announceLateMarks, areMarksLate, deferWrite, hasDeferred, hasWriter} from './deferred-writes.ts';
import {appendLines, flushChannel, isConnected, setDescriptor, tryToWrite} from './host-pipe.ts';
import {createWriteBudget} from './write-budget.ts';

// Taken before the program can replace it.
const {stringify} = JSON;

/**
 * Lines that wait for a connection. Undefined when lines are not held back. A process with more than `maxHeldLines` such
 * lines is not observed.
 */
let heldLines: string[] | undefined;
const maxHeldLines = 10_000;

const eventBudget = createWriteBudget();
const markBudget = createWriteBudget();

/** Holds lines back until `openChannel`. */
export function holdLines(): void {
	setDescriptor(undefined);
	heldLines = [];
}

/**
 * Writes to a file descriptor from now on, starting with the lines that were held back. `onLost` is called when the host
 * is gone; the process then continues.
 */
export function openChannel(own: number, onLost: () => void): void {
	const lines = heldLines?.join('') ?? '';
	heldLines = undefined;
	setDescriptor(own, onLost);
	writeText(lines);
}

/** Discards all lines from now on. */
export function closeChannel(): void {
	setDescriptor(undefined);
	heldLines = undefined;
}

/** Passes one object to the host, as a line of JSON. Returns what `writeText` returns. */
export function writeLine(line: object | Reply): number {
	return writeText(`${stringify(line)}\n`);
}

/**
 * Passes lines to the host, from any thread. Up to twenty times in five milliseconds, they are written before this
 * function returns, so that a loop that is blocked afterwards does not delay them. In a flood, the watchdog writes them
 * five milliseconds later. When four megabytes are waiting, the caller waits for the host. Returns how long the caller
 * waited or wrote, in ms.
 */
export function writeText(lines: string): number {
	if (!isConnected()) {
		hold(lines);
		return 0;
	}

	return appendLines(() => lines) + writeNowOrLater();
}

/**
 * Passes on the mark of bytes that the program is about to write: before this function returns, so that the host reads
 * it before the bytes. In a flood, the watchdog writes the mark five milliseconds later, and the host lets the bytes
 * wait for it. Returns what `writeText` returns.
 */
export function writeMark(mark: string): number {
	if (!isConnected()) {
		hold(mark);
		return 0;
	}

	const mayBeLate = hasWriter();
	let isLate = false;
	let isFlood = false;
	const waited = appendLines(() => {
		isLate = areMarksLate();
		isFlood = mayBeLate && !isLate && !markBudget.take();
		return isFlood ? announceLateMarks(mark) : mark;
	});
	const took = isLate ? 0 : flushChannel();
	markBudget.spend(took);
	if (isLate || isFlood) {
		deferWrite();
	}

	return waited + took;
}

function hold(lines: string) {
	if (heldLines && append(heldLines, lines) > maxHeldLines) {
		closeChannel();
	}
}

function writeNowOrLater(): number {
	if (!hasWriter()) {
		return flushChannel();
	}

	if (hasDeferred()) {
		return 0;
	}

	if (!eventBudget.take()) {
		deferWrite();
		return 0;
	}

	const from = now();
	if (!tryToWrite()) {
		deferWrite();
	}

	const took = now() - from;
	eventBudget.spend(took);
	return took;
}
