/**
 * Returns a function from a window title to the sequence that sets it. The first title also makes the terminal save the
 * previous title; undefined restores the saved one.
 */
export function titleSequences(): (title: string | undefined) => string {
	let isNamed = false;
	return title => {
		const before = isNamed ? '' : '\u001B[22;0t';
		if (title === undefined) {
			const after = isNamed ? '\u001B[23;0t' : '';
			isNamed = false;
			return after;
		}
		isNamed = true;
		return `${before}\u001B]0;${title}\u0007`;
	};
}
