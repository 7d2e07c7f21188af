import {promiseHooks} from 'node:v8';

// What V8 takes to report each promise, without anything that uses the report.
promiseHooks.createHook({init() {}});
