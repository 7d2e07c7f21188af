const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

async function late() {
	await wait(10);
}

const failed = late().then(() => {
	throw new Error('overdue');
});
// So long that the timer and a beat of the loop are due in the same turn.
const until = Date.now() + 120;
while (Date.now() < until);
await failed;
