// Ends by an error whose causes are deeper than `inspect` goes by itself, and which would print itself otherwise.
import {inspect} from 'node:util';

class Shy extends Error {
	[inspect.custom]() {
		return 'hidden';
	}
}

async function load() {
	await null;
	const refused = Object.assign(new Error('refused'), {status: 503, request: {headers: {accept: {type: 'text'}}}});
	throw new Shy('not loaded', {cause: new AggregateError([refused, new TypeError('no address')], 'all failed')});
}

await load();
