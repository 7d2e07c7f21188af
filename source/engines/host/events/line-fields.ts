/** Reads the fields of a line, which are separated by commas. */
export type FieldReader = {
	/** Starts to read a line, whose first field is at the index `from`. */
	readonly start: (line: string, from: number) => void;
	/** Returns the next field. Undefined after the last. */
	readonly field: () => string | undefined;
	/** Returns the rest of the line as one field, with its commas. Undefined after the last field. */
	readonly rest: () => string | undefined;
	/** Returns the next field, a number of 1 to 15 digits. Undefined if the field is anything else. */
	readonly number: () => number | undefined;
	/** Returns the last field, a number. Undefined if there is another field, or if it is not a number. */
	readonly lastNumber: () => number | undefined;
	/** Skips a character at the start of the next field. Returns whether it was there. */
	readonly skip: (character: string) => boolean;
	/** Whether the next field has no characters. */
	readonly isEmpty: () => boolean;
	/** Whether the last field was read. */
	readonly isAtEnd: () => boolean;
};

/** A longer number may not be exact. */
const maxDigits = 15;
const comma = ','.charCodeAt(0);
const zero = '0'.charCodeAt(0);

/** Numbers are read in place, because most fields are numbers, and cutting them out would double the garbage. */
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

	const number = () => {
		const from = position;
		let value = 0;
		let isNumber = true;
		let code = text.charCodeAt(position);
		for (; position < text.length && code !== comma; code = text.charCodeAt(++position)) {
			const digit = code - zero;
			isNumber &&= digit >= 0 && digit <= 9;
			value = value * 10 + digit;
		}

		const digits = position - from;
		position++;
		return isNumber && digits > 0 && digits <= maxDigits ? value : undefined;
	};

	return {
		start(line, from) {
			text = line;
			position = from;
		},
		field() {
			const end = text.indexOf(',', position);
			return isAtEnd() ? undefined : take(end < 0 ? text.length : end);
		},
		rest: () => (isAtEnd() ? undefined : take(text.length)),
		number,
		lastNumber() {
			const last = number();
			return isAtEnd() ? last : undefined;
		},
		skip(character) {
			const isThere = text[position] === character;
			position += isThere ? 1 : 0;
			return isThere;
		},
		isEmpty: () => position >= text.length || text.charCodeAt(position) === comma,
		isAtEnd,
	};
}
