/** As `Promise.withResolvers`, which Node.js has from 22 on. */
export function withResolvers<Value>() {
	let resolve: (value: Value) => void = () => {};
	const promise = new Promise<Value>(resolver => {
		resolve = resolver;
	});
	return {promise, resolve};
}
