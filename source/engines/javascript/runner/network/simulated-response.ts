type Reading = {
	readonly url: string;
	/** Called by each method that reads the body, before the read. */
	readonly beforeRead: () => void;
	/** Called with the promise that such a method returns. */
	readonly onRead: (result: Promise<unknown>) => void;
};

const methods = ['json', 'text', 'arrayBuffer', 'blob'] as const;

/** Returns a real `Response` that has a URL and reports when its body is read. */
export function simulatedResponse(body: ReadableStream<Uint8Array>, init: ResponseInit, reading: Reading): Response {
	const response = new Response(body, init);
	Object.defineProperty(response, 'url', {value: reading.url});
	for (const method of methods) {
		Object.defineProperty(response, method, {
			value() {
				reading.beforeRead();
				const result = Response.prototype[method].call(response);
				reading.onRead(result);
				return result;
			},
		});
	}

	return response;
}

/** Creates the first `Response` of the process. This takes Node.js 20 to 40 ms, since it loads its `fetch`. */
export function loadResponses(): Request | Response {
	const readable = new ReadableStream<Uint8Array>({start: controller => controller.close()});
	return new Request('http://localhost') && new Response(readable);
}
