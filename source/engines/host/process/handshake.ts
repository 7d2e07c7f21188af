import type {Command, Reply} from '../../protocol.ts';

/** How often the clocks are compared. The offset of the fastest reply is used. */
const pingCount = 8;

/** A runner that can take a command. `offset`: its clock minus ours, in ms. */
export type Ready = {readonly runtime: string; readonly executable: string; readonly offset: number};

export type Handshake = {
	/** Takes a line of the runner. Returns whether the line is a reply. */
	readonly take: (line: string) => boolean;
};

/**
 * Learns from a runner what it is, then compares its clock with ours. `onReady` is called once, after the last
 * comparison.
 */
export function createHandshake(
	executable: string,
	send: (command: Command) => void,
	onReady: (ready: Ready) => void,
): Handshake {
	let introduction: Omit<Ready, 'offset'> = {runtime: '', executable};
	let best = {roundTrip: Number.POSITIVE_INFINITY, offset: 0};
	let pinged = 0;

	const ping = (number: number) => {
		pinged = performance.now();
		send({type: 'ping', number});
	};

	const answer = (reply: Reply) => {
		if (reply.type === 'ready') {
			introduction = reply;
			ping(1);
			return;
		}

		const roundTrip = performance.now() - pinged;
		if (roundTrip < best.roundTrip) {
			best = {roundTrip, offset: reply.clock - (pinged + roundTrip / 2)};
		}

		if (reply.number < pingCount) {
			ping(reply.number + 1);
		} else {
			onReady({...introduction, offset: best.offset});
		}
	};

	return {
		take(line) {
			const reply = replyOf(line);
			if (reply) {
				answer(reply);
			}

			return reply !== undefined;
		},
	};
}

function replyOf(line: string): Reply | undefined {
	if (!line.startsWith('{"type":"ready"') && !line.startsWith('{"type":"pong"')) {
		return undefined;
	}

	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
