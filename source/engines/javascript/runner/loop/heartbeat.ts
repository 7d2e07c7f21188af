/**
 * What the main thread and its watchdog share: when the loop was alive last, and whose code is on the thread. Instants
 * are ms on the runner's clock.
 */
export type Heartbeat = {
	beatAt: number;
	/** When the lane took the thread. */
	enteredAt: number;
	/** The serial of the lane on the thread; -1: none. */
	lane: number;
	/** The index of the planned task that it works for; -1: none. */
	planned: number;
	/** See `setWriteLock`. */
	readonly writeLock: Int32Array<SharedArrayBuffer>;
};

export const heartbeatSize = 32;

/** Both threads see the same heartbeat in the same memory. */
export function createHeartbeat(memory: SharedArrayBuffer): Heartbeat {
	const instants = new Float64Array(memory, 0, 2);
	const [serial, planned] = [new Int32Array(memory, 16, 1), new Int32Array(memory, 24, 1)];
	return {
		writeLock: new Int32Array(memory, 20, 1),
		get beatAt() {
			return instants[0] ?? 0;
		},
		set beatAt(at) {
			instants[0] = at;
		},
		get enteredAt() {
			return instants[1] ?? 0;
		},
		set enteredAt(at) {
			instants[1] = at;
		},
		get planned() {
			return planned[0] ?? -1;
		},
		set planned(index) {
			planned[0] = index;
		},
		get lane() {
			return serial[0] ?? -1;
		},
		set lane(lane) {
			serial[0] = lane;
		},
	};
}
