// What observing could add to a process, or have it load.
async function nap() {
	await new Promise(done => setTimeout(done, 20));
}

nap().then(() => {
	const loaded = process.moduleLoadList.filter(name => /undici.undici|webstreams.readablestream/.test(name));
	const listeners = [process.stdout, process.stderr].map(stream => stream.listenerCount('error'));
	console.log(Object.keys(require.cache).length, listeners, loaded);
});
