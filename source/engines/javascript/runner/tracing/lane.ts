import type {Place} from '../../../../trace/event.ts';

/** One task, call or generator, as the tracer knows it. */
export type Lane = {
	id: string;
	/** 0-based, in the order of creation; the watchdog knows lanes by it. */
	serial: number;
	kind: 'planned' | 'call' | 'generator' | 'program' | 'thread';
	name: string;
	/** The planned task that it works for. */
	planned: string | undefined;
	/** `unknown`: it was not told yet, for want of a place (a generator before its first step). */
	state: 'unknown' | 'queued' | 'running' | 'waiting' | 'ended';
	/** Where its function is defined, and which one it is. */
	home?: Place;
	scope?: string;
	/** The await at which it is suspended, or was last. */
	place?: Place;
	/** When it was resumed last, ms on the runner's clock. */
	resumedAt: number;
	/** It has given a value, and waits to be asked for the next one: nobody owes it anything. */
	rests: boolean;
};
