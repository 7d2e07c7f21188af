import {promiseHooks} from 'node:v8';

const keep = (_, sites) => sites;

/** The least that a tracer of awaits has to do: find out where each promise is made. */
function init() {
	const {prepareStackTrace, stackTraceLimit} = Error;
	const holder = {};
	Error.stackTraceLimit = 1;
	Error.prepareStackTrace = keep;
	Error.captureStackTrace(holder, init);
	void holder.stack;
	Error.prepareStackTrace = prepareStackTrace;
	Error.stackTraceLimit = stackTraceLimit;
}

promiseHooks.createHook({init});
