/**
 * Returns the sequence that names the window. The first call also has the terminal remember the name before; without a title,
 * that one comes back.
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
