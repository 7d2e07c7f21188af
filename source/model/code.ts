import type {Model} from './model.ts';

/** A mark on a line. It stands there only because the runtime said so. */
export type Mark = {
	/** Words of product.md: `suspended` tasks wait at this line, `running` is on the thread, `failed` threw here, `blocked` holds the loop here. */
	readonly kind: 'suspended' | 'running' | 'failed' | 'blocked';
	/** Names of the tasks and calls it is about, the selected first. */
	readonly tasks: readonly string[];
};

export type CodeLine = {
	/** 1-based. */
	readonly number: number;
	readonly text: string;
	/** The strongest mark of the line: blocked, running, failed, suspended. */
	readonly mark?: Mark;
};

/** One file that runs. */
export type CodePane = {
	/** `concurrent.js`. */
	readonly name: string;
	readonly role: 'strategy' | 'scenario';
	readonly lines: readonly CodeLine[];
	/** The line to keep in sight: where the selected task is, else the first marked one, else 1. */
	readonly focus: number;
};

/** The files of the run with their marks at this moment, the strategy's first. */
export function code(model: Model, selected: string | undefined): readonly CodePane[] {
	throw new Error(`not written: ${model.at} ${selected}`);
}
