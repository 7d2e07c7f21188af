/** The part of the library that build/outlines.ts uses. */
declare module 'opentype.js' {
	type Command = {readonly type: string} & Readonly<Record<'x' | 'y' | 'x1' | 'y1', number>>;

	type Font = {
		charToGlyphIndex(character: string): number;
		charToGlyph(character: string): {
			readonly advanceWidth: number;
			readonly path: {readonly commands: readonly Command[]};
		};
	};

	const opentype: {parse(font: ArrayBuffer): Font};
	export = opentype;
}
