/** Does what `Promise.withResolvers` does, which Node.js has since version 22. */
export function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => {};
	const promise = new Promise<Value>(resolver => {
		resolve = resolver;
	});
	return {promise, resolve};
}
