/** The part of gifenc that gif.ts uses. */
declare module 'gifenc' {
	type Frame = {
		/** The palette of all frames, passed with the first one. */
		readonly palette?: readonly (readonly [number, number, number])[];
		/** ms, in steps of 10. */
		readonly delay: number;
		readonly transparent?: boolean;
		readonly transparentIndex?: number;
		/** 1: the frame stays under the next one. */
		readonly dispose?: number;
		/** Bits per pixel. */
		readonly colorDepth: number;
		/** 0: forever. */
		readonly repeat?: number;
	};

	type Encoder = {
		writeFrame(pixels: Uint8Array, width: number, height: number, frame: Frame): void;
		finish(): void;
		bytes(): Uint8Array;
		bytesView(): Uint8Array;
	};

	const gifenc: {GIFEncoder(): Encoder};
	export = gifenc;
}
