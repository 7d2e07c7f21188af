import {setTimeout as sleep} from 'node:timers/promises';

export async function order(id, pause, {signal}) {
	for (let attempt = 1; ; attempt++) {
		try {
			const url = `https://shop.example.com/orders/${id}?attempt=${attempt}`;
			const reply = await fetch(url, {signal});
			return await reply.json();
		} catch (error) {
			if (attempt === 3 || signal.aborted) {
				throw error;
			}
			await sleep(pause * attempt, null, {signal}); // a longer pause each time
		}
	}
}
