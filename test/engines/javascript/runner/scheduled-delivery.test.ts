import assert from 'node:assert/strict';
import process from 'node:process';
import {test} from 'node:test';
import {setTimeout as wait} from 'node:timers/promises';
import {now} from '../../../../source/engines/javascript/runner/clock.ts';
import {createDeliveries} from '../../../../source/engines/javascript/runner/network/scheduled-delivery.ts';

test('what is overdue when it is scheduled is delivered in its order, and Node.js warns of nothing', async () => {
	const warnings: Error[] = [];
	const heard = (warning: Error) => warnings.push(warning);
	process.on('warning', heard);
	const delivered: number[] = [];
	const deliveries = createDeliveries(deliver => deliver());
	const shares = [0.2, 0.5, 1];
	await new Promise<void>(resolve => {
		const all = shares.map(share => ({
			share,
			deliver() {
				delivered.push(share);
				if (share === 1) {
					resolve();
				}
			},
		}));
		deliveries.schedule(now() - 50, 10, all);
	});
	// A warning comes a turn later.
	await wait(1);
	process.off('warning', heard);
	assert.deepEqual([delivered, warnings], [shares, []]);
});
