import {readAddress} from './connection.ts';
import {observeAttached} from './observe-attached.ts';

/**
 * The address of the host. The inspector evaluates this file in a running process, after a declaration of this
 * constant.
 */
declare const asyncTuiAddress: string;

const address = readAddress(asyncTuiAddress);
if (address) {
	observeAttached(address);
}
