/** The most bytes of a line. An event is far shorter, and a string of Node.js has at most 512 MB. */
const maxLineBytes = 64 << 20;

/** Yields the lines of a stream of UTF-8, without their line feeds. Throws at a line of more than 64 MB. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
	let rest: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of stream) {
		let from = 0;
		for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
			yield Buffer.concat([...rest, chunk.subarray(from, end)]).toString();
			[rest, size, from] = [[], 0, end + 1];
		}
		rest.push(chunk.subarray(from));
		size += chunk.length - from;
		if (size > maxLineBytes) {
			throw new Error(`it has a line of more than ${maxLineBytes >> 20} MB, which no saved run has`);
		}
	}
	if (size > 0) {
		yield Buffer.concat(rest).toString();
	}
}
