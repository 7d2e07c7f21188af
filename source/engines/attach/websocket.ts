import {Buffer} from 'node:buffer';
import {randomBytes} from 'node:crypto';
import {get} from 'node:http';
import type {Socket} from 'node:net';

/** As much of RFC 6455 as the inspector needs: texts to and from this machine. Node.js 20 has no client for it. */
export type WebSocket = {
	readonly send: (text: string) => void;
	readonly close: () => void;
};

const textFrame = 0x81;
const closeFrame = 0x88;

/** Connects to a `ws:` URL. `heard` is called with each text that comes, `closed` when no more can come. */
export function openWebSocket(url: string, heard: (text: string) => void, closed: () => void): Promise<WebSocket> {
	return new Promise((resolve, reject) => {
		const request = get(url.replace(/^ws:/, 'http:'), {
			agent: false,
			headers: {
				Connection: 'Upgrade',
				Upgrade: 'websocket',
				'Sec-WebSocket-Version': '13',
				'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
			},
		});
		// An inspector that does not reply must not keep this process alive after the observation has ended.
		request.on('socket', socket => socket.unref());
		request.on('error', reject);
		request.on('response', ({statusCode}) => reject(new Error(`the inspector replied ${statusCode}`)));
		request.on('upgrade', (_, socket, head) => {
			const receive = createReader(heard);
			const own = socket as Socket;
			own.on('error', () => {});
			own.on('data', receive);
			own.on('close', closed);
			receive(head);
			resolve({
				send: text => own.write(frame(textFrame, text)),
				close: () => own.end(frame(closeFrame, '')),
			});
		});
	});
}

/** Returns a function that takes bytes as they come, and calls back with each complete text. */
function createReader(heard: (text: string) => void): (bytes: Buffer) => void {
	let rest: Buffer = Buffer.alloc(0);
	return bytes => {
		rest = Buffer.concat([rest, bytes]);
		for (let size = sizes(rest); size && rest.length >= size.header + size.body; size = sizes(rest)) {
			const whole = rest.subarray(size.header, size.header + size.body);
			if (rest[0] === textFrame) {
				heard(whole.toString('utf8'));
			}

			rest = rest.subarray(size.header + size.body);
		}
	};
}

/** The bytes of the first frame. Undefined while that is not known. */
function sizes(bytes: Buffer): {readonly header: number; readonly body: number} | undefined {
	const short = (bytes[1] ?? 0) & 127;
	const header = short === 127 ? 10 : short === 126 ? 4 : 2;
	if (bytes.length < header) {
		return undefined;
	}

	const body = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
	return {header, body};
}

/** A frame of a client, whose bytes must be masked. */
function frame(kind: number, text: string): Buffer {
	const body = Buffer.from(text);
	const mask = randomBytes(4);
	const header = Buffer.alloc(10);
	header.writeUInt8(kind, 0);
	header.writeUInt8(0x80 | 127, 1);
	header.writeBigUInt64BE(BigInt(body.length), 2);
	return Buffer.concat([header, mask, body.map((byte, index) => byte ^ (mask[index & 3] ?? 0))]);
}
