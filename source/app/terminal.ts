import type {EndSignal} from '../store/program-shutdown.ts';
import type {TerminalGuard} from './terminal-guard.ts';

/** What the app needs from its process. */
export type Terminal = {
	/** Stops the process as Ctrl+Z does in a shell. Returns when it continues. */
	readonly stop: () => void;
	/** Copies a text to the user's clipboard. Whether the terminal allowed that is unknown. */
	readonly copy: (text: string) => void;
	/** Sets the title of the window; undefined restores the previous one. Absent where the terminal has no title. */
	readonly title?: (title: string | undefined) => void;
	/** Makes the terminal report the mouse, or ends that. Absent where no mouse is read. */
	readonly reportMouse?: (isOn: boolean) => void;
	/** Rings, and shows a text as a notification where the terminal can. */
	readonly ring?: (text: string) => void;
	/** Calls back when another process asks this one to stop. The result removes the callback. */
	readonly onStop: (callback: () => void) => () => void;
	/** Calls back when the process is asked to end, or its terminal is gone. The result removes the callback. */
	readonly onEnd: (callback: (signal: EndSignal) => void) => () => void;
	/** Starts a guard that restores the terminal if this process cannot. Absent if there is nothing to restore. */
	readonly guard?: (shows: 'screen' | 'lines') => TerminalGuard;
	/** Calls back with each error that nothing caught. The result removes the callback. */
	readonly onError: (callback: (error: unknown) => void) => () => void;
};
