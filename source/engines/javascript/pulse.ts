/** What the main thread and its watchdog share: when the loop was alive last, and whose code is on the thread. Instants are ms on the runner's clock. */
export type Pulse = {
	beatAt: number;
	/** When the lane took the thread. */
	enteredAt: number;
	/** The serial of the lane on the thread; -1: none. */
	lane: number;
};

export const pulseSize = 24;

/** Both threads see the same pulse in the same memory. */
export function createPulse(memory: SharedArrayBuffer): Pulse {
	const instants = new Float64Array(memory, 0, 2);
	const serial = new Int32Array(memory, 16, 1);
	return {
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
		get lane() {
			return serial[0] ?? -1;
		},
		set lane(lane) {
			serial[0] = lane;
		},
	};
}
