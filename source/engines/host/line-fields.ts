/** Reads the fields of a line, which are separated by commas. */
export type FieldReader = {
	/** Starts to read a line, whose first field is at the index `from`. */
	readonly start: (line: string, from: number) => void;
	/** Returns the next field. Undefined after the last. */
	readonly field: () => string | undefined;
	/** Returns the rest of the line as one field, with its commas. Undefined after the last field. */
	readonly rest: () => string | undefined;
	/** Whether the last field was read. */
	readonly isAtEnd: () => boolean;
};

export function createFieldReader(): FieldReader {
	let text = '';
	/** The index of the next field; greater than the length of the text if there is none. */
	let position = 0;
	const isAtEnd = () => position > text.length;
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
			return isAtEnd() ? undefined : take(comma < 0 ? text.length : comma);
		},
		rest: () => (isAtEnd() ? undefined : take(text.length)),
		isAtEnd,
	};
}

/** Parses a number of 1 to 15 digits. Undefined for any other text. */
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
