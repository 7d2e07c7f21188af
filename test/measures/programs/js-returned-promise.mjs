// An async function that returns a promise is not on the thread meanwhile: it waits. Three calls in turn, each with the result of the one before.
const later = (ms, value) =>
	new Promise(done => {
		setTimeout(done, ms, value);
	});
async function next(n) {
	return later(150, n + 1);
}
let n = await next(0);
n = await next(n);
n = await next(n);
console.log(n);
