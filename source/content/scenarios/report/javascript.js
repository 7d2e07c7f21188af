export const sales = ({signal}) => load('/sales', signal);
export const stock = ({signal}) => load('/stock', signal);
export const staff = ({signal}) => load('/staff', signal);

export async function report(ms, {signal}) {
	const rows = await load('/rows', signal);
	return summarize(rows, ms);
}

async function load(path, signal) {
	const url = `https://api.example.com${path}`;
	const reply = await fetch(url, {signal});
	return await reply.json();
}

function summarize(rows, ms) {
	const end = performance.now() + ms;
	while (performance.now() < end); // hard work: nothing else gets the thread
	return `${rows.length} rows`;
}
