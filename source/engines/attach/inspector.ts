import {setTimeout as wait} from 'node:timers/promises';
import * as v from 'valibot';

/** The inspector of a Node.js process. */
export type Inspector = {
	/** Evaluates an expression in its main thread. Rejects with what it throws. */
	readonly evaluate: (expression: string) => Promise<unknown>;
	readonly close: () => void;
};

const targets = v.array(v.object({webSocketDebuggerUrl: v.string()}));

const reply = v.object({
	id: v.number(),
	result: v.optional(
		v.object({
			result: v.optional(v.object({value: v.optional(v.unknown())})),
			exceptionDetails: v.optional(
				v.object({text: v.string(), exception: v.optional(v.object({description: v.optional(v.string())}))}),
			),
		}),
	),
	error: v.optional(v.object({message: v.string()})),
});

/** How often a port is asked whether it listens by now, in ms. */
const pollMs = 50;

/** Connects to the inspector on a port of this machine, which may take so many ms to listen. Undefined if none does. */
export async function openInspector(port: number, patience = 0): Promise<Inspector | undefined> {
	const end = performance.now() + patience;
	for (;;) {
		const url = await urlOf(port);
		if (url !== undefined) {
			return await connect(url);
		}

		if (performance.now() >= end) {
			return undefined;
		}

		await wait(pollMs);
	}
}

async function urlOf(port: number): Promise<string | undefined> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/json/list`, {signal: AbortSignal.timeout(2000)});
		return v.parse(targets, await response.json())[0]?.webSocketDebuggerUrl;
	} catch {
		return undefined;
	}
}

async function connect(url: string): Promise<Inspector> {
	const waiting = new Map<number, (answer: v.InferOutput<typeof reply> | undefined) => void>();
	let count = 0;
	let isClosed = false;
	// Not before it is needed: it loads Node's HTTP.
	const {openWebSocket} = await import('./websocket.ts');
	const socket = await openWebSocket(
		url,
		text => {
			const parsed = v.safeParse(reply, JSON.parse(text));
			if (parsed.success) {
				waiting.get(parsed.output.id)?.(parsed.output);
			}
		},
		() => {
			isClosed = true;
			for (const answered of waiting.values()) {
				answered(undefined);
			}
		},
	);
	return {
		close: socket.close,
		async evaluate(expression) {
			const id = ++count;
			const answer = await new Promise<v.InferOutput<typeof reply> | undefined>(answered => {
				if (isClosed) {
					answered(undefined);
					return;
				}

				waiting.set(id, answered);
				socket.send(JSON.stringify({id, method: 'Runtime.evaluate', params: {expression, returnByValue: true}}));
			});
			waiting.delete(id);
			const {result, error} = answer ?? {error: {message: 'the inspector has closed the connection'}};
			const {exception, text} = result?.exceptionDetails ?? {};
			const problem = error?.message ?? exception?.description ?? text;
			if (problem !== undefined) {
				throw new Error(problem);
			}

			return result?.result?.value;
		},
	};
}
