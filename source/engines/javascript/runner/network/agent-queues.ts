import type {ClientRequest} from 'node:http';
import {Readable} from 'node:stream';
import {isObject, readProperty} from '../safe-read.ts';
import type {OpenResponse, Queue} from './unread-responses.ts';

// Taken before the program can replace them.
const {getOwnPropertyDescriptor: own} = Object;
const flowing = own(Readable.prototype, 'readableFlowing')?.get;
const didRead = own(Readable.prototype, 'readableDidRead')?.get;

/** The most streams to follow along the pipes of a response body. */
const maxPipes = 8;

/** Whether nothing reads a stream or the stream that it is piped to. */
export function isUnreadStream(stream: object): boolean {
	let at = stream;
	for (let steps = 0; steps < maxPipes; steps++) {
		const state = readProperty(at, '_readableState');
		// A stream without a readable side accepts everything that it gets.
		if (!isObject(state)) {
			return false;
		}

		if (flowing?.call(at) === null) {
			return didRead?.call(at) === false;
		}

		const pipes = readProperty(state, 'pipes');
		const [next, other] = Array.isArray(pipes) ? (pipes as unknown[]) : [];
		if (!isObject(next) || other !== undefined) {
			return false;
		}

		at = next;
	}

	return false;
}

/**
 * Yields the requests of `node:http` that wait for a connection of an agent, each group with the responses that use
 * those connections. `users`: the open responses by their requests.
 */
export function* queuesOf(agent: object, users: ReadonlyMap<unknown, OpenResponse>): Iterable<Queue<ClientRequest>> {
	const [requests, sockets] = [readProperty(agent, 'requests'), readProperty(agent, 'sockets')];
	if (!isObject(requests) || !isObject(sockets)) {
		return;
	}

	const maxSockets = readProperty(agent, 'maxTotalSockets');
	const all =
		typeof maxSockets === 'number' && Number.isFinite(maxSockets)
			? namesOf(sockets).flatMap(name => listOf(sockets, name))
			: undefined;
	for (const name of namesOf(requests)) {
		const [waiting, inUse] = [listOf(requests, name), all ?? listOf(sockets, name)];
		if (waiting.length > 0 && inUse.length > 0) {
			yield {
				waiting: waiting as ClientRequest[],
				users: inUse.map(socket => users.get(readProperty(socket, '_httpMessage'))),
			};
		}
	}
}

const namesOf: (lists: object) => readonly string[] = Object.keys;

function listOf(lists: object, name: string): readonly object[] {
	const list = readProperty(lists, name);
	return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Returns the agent that provides the connection of a `node:http` request. Undefined if the request has no agent. */
export const agentOf = (request: object): object | undefined => {
	const agent = readProperty(request, 'agent');
	return isObject(agent) ? agent : undefined;
};
