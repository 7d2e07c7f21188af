import {allSettled} from './all-settled/strategy.ts';
import {asCompleted} from './as-completed/strategy.ts';
import {batched} from './batched/strategy.ts';
import {concurrent} from './concurrent/strategy.ts';
import {firstSuccess} from './first-success/strategy.ts';
import {limited} from './limited/strategy.ts';
import {race} from './race/strategy.ts';
import {sequential} from './sequential/strategy.ts';
import type {Strategy} from './strategy.ts';
import {taskGroup} from './task-group/strategy.ts';

/** All strategies. The order is that of the keys 1 to 9. */
export const strategies: readonly Strategy[] = [
	sequential,
	concurrent,
	limited,
	batched,
	race,
	firstSuccess,
	allSettled,
	taskGroup,
	asCompleted,
];
