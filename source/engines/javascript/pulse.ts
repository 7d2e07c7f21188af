/** What the main thread and its watchdog share: when the loop was alive last, and whose code is on the thread. */
export type Pulse = {
	/** ms on the runner's clock. */
	beatAt: number;
	/** The serial of the lane on the thread; -1: none. */
	lane: number;
};

export const pulseSize = 16;

/** Both threads see the same pulse in the same memory. */
export function createPulse(memory: SharedArrayBuffer): Pulse {
	const instant = new Float64Array(memory, 0, 1);
	const serial = new Int32Array(memory, 8, 1);
	return {
		get beatAt() {
			return instant[0] ?? 0;
		},
		set beatAt(at) {
			instant[0] = at;
		},
		get lane() {
			return serial[0] ?? -1;
		},
		set lane(lane) {
			serial[0] = lane;
		},
	};
}
