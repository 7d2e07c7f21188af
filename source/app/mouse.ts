/** A click of the left button, or a step of the wheel. `column`, `row`: 0 is the first. */
export type MouseInput =
	| {readonly kind: 'click'; readonly column: number; readonly row: number}
	| {readonly kind: 'wheel'; readonly direction: 'up' | 'down'};

/** Returns the sequence that makes a terminal report buttons and the wheel, but no motion, or that ends the reports. */
export function mouseSequence(isOn: boolean): string {
	return isOn ? '\u001B[?1000h\u001B[?1006h' : '\u001B[?1006l\u001B[?1000l';
}

/** Returns what a report of the terminal says. Undefined for other buttons, for a release, and for any other reply. */
export function mouseInputIn(reply: string): MouseInput | undefined {
	const [, button, column, row] = /^\u001B\[<(\d+);(\d+);(\d+)M$/.exec(reply) ?? [];
	switch (button) {
		case '0':
			return {kind: 'click', column: Number(column) - 1, row: Number(row) - 1};
		case '64':
			return {kind: 'wheel', direction: 'up'};
		case '65':
			return {kind: 'wheel', direction: 'down'};
		default:
			return undefined;
	}
}
