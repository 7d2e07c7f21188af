// The thread is held by code that is in no function, then in a callback.
hold(60); // short
await null;
hold(400); // long
setTimeout(() => {
	hold(300); // callback
}, 10);

function hold(ms) {
	const end = performance.now() + ms;
	while (performance.now() < end);
}
