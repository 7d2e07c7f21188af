import {measured} from './measured.js';

await measured(async share => {
	for (let turn = 0; turn < 20_000 * share; turn++) await null;
});
