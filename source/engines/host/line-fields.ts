/** Reads the fields of a line, which are separated by commas. */
export type FieldReader = {
	/** Begins with a line, of which the first field starts at `from`. */
	readonly start: (line: string, from: number) => void;
	/** The next field. Undefined after the last. */
	readonly field: () => string | undefined;
	/** All that is left as one field, whatever is in it. Undefined after the last. */
	readonly rest: () => string | undefined;
	/** Whether the last field was read. */
	readonly isOver: () => boolean;
};

export function createFieldReader(): FieldReader {
	let text = '';
	/** Where the next field starts; beyond the end if there is none. */
	let position = 0;
	const isOver = () => position > text.length;
	const take = (end: number) => {
		const from = position;
		position = end + 1;
		return text.slice(from, end);
	};

	return {
		start(line, from) {
			text = line;
			position = from;
		},
		field() {
			const comma = text.indexOf(',', position);
			return isOver() ? undefined : take(comma < 0 ? text.length : comma);
		},
		rest: () => (isOver() ? undefined : take(text.length)),
		isOver,
	};
}

/** The number that a text of 1 to 15 digits stands for. Undefined for any other text. */
export function wholeNumber(text: string | undefined): number | undefined {
	if (text === undefined || text.length === 0 || text.length > 15) {
		return undefined;
	}

	let number = 0;
	for (let index = 0; index < text.length; index++) {
		const digit = text.charCodeAt(index) - 48;
		if (digit < 0 || digit > 9) {
			return undefined;
		}

		number = number * 10 + digit;
	}

	return number;
}
