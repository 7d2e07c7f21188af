import {readAddress} from './connection.ts';
import {observeAttached} from './observe-attached.ts';

/** Evaluated by the inspector in a process that runs, with the address in front of it. */
declare const asyncTuiAddress: string;

const address = readAddress(asyncTuiAddress);
if (address) {
	observeAttached(address);
}
