import {Socket} from 'node:net';
import {Readable} from 'node:stream';
import {inherits} from '../safe-read.ts';

/** Tracks response bodies of the undici package, whose response objects are unknown. */
export type StalledBodies<Request extends object> = {
	/** Must be called when a request is sent. */
	readonly sent: (request: Request, socket: unknown) => void;
	/**
	 * Whether undici has taken nothing more of the response from its socket since the first call for this request,
	 * although the socket has more of it: that happens if nothing reads the body.
	 */
	readonly isStalled: (request: Request) => boolean;
};

// Taken before the program can replace them.
const {getOwnPropertyDescriptor: own} = Object;
const bytesRead = own(Socket.prototype, 'bytesRead')?.get;
const readableLength = own(Readable.prototype, 'readableLength')?.get;

export function createStalledBodies<Request extends object>(): StalledBodies<Request> {
	const sockets = new WeakMap<Request, WeakRef<object>>();
	/** How many bytes had been taken from the socket of a request with the first call for it. */
	const takenAtFirst = new WeakMap<Request, number>();

	return {
		sent(request, socket) {
			if (inherits(socket, Socket.prototype)) {
				sockets.set(request, new WeakRef(socket));
			}
		},
		isStalled(request) {
			const socket = sockets.get(request)?.deref();
			if (!socket) {
				return false;
			}

			const left = Number(readableLength?.call(socket));
			const taken = Number(bytesRead?.call(socket)) - left;
			const before = takenAtFirst.get(request) ?? taken;
			takenAtFirst.set(request, before);
			return left > 0 && taken === before;
		},
	};
}
