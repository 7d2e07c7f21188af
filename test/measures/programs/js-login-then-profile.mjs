// The second call needs what the first one has left behind, though it is not given its result.
import {setTimeout as sleep} from 'node:timers/promises';

let session;
async function login() {
	await sleep(180);
	session = {user: 7};
}
async function profile() {
	if (!session) throw new Error('log in first');
	await sleep(180);
	return session.user;
}
await login();
console.log(await profile());
